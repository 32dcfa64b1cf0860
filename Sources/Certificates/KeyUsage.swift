/// The permitted uses of a key (RFC 5280 §4.2.1.3), with the bits of OpenSSL's `KU_…`.
package struct KeyUsage: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let digitalSignature = KeyUsage(rawValue: 0x0080)
    package static let nonRepudiation = KeyUsage(rawValue: 0x0040)
    package static let keyEncipherment = KeyUsage(rawValue: 0x0020)
    package static let certificateSigning = KeyUsage(rawValue: 0x0004)
    package static let revocationListSigning = KeyUsage(rawValue: 0x0002)
}

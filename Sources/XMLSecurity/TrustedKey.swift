import CXMLSec
public import Foundation
import Octets
import XML

/// A public key that authenticates the messages of an entity, from a certificate in its metadata.
///
/// Parsed once and kept. The certificate only contains the key: its dates and issuer are not checked, as the metadata
/// interoperability profile requires. `notAfter` is for warnings.
public struct TrustedKey: Sendable {
    /// The whole certificate.
    public let certificateDER: [UInt8]

    /// The end of the certificate's validity.
    public let notAfter: Date

    /// SHA-256 of the certificate, in lower-case hexadecimal.
    public let fingerprint: String

    let handle: KeyHandle

    /// Reads a certificate.
    ///
    /// - Throws: `malformedCertificate`, `tooShort(bits:)` or `kindNotOffered`.
    public init(certificateDER: [UInt8]) throws(KeyError) {
        guard XMLLibrary.isReady else { throw .libraryUnavailable }
        var notBefore: Int64 = 0
        var notAfter: Int64 = 0
        guard let key = aldaba_key_of_certificate(certificateDER, certificateDER.count, &notBefore, &notAfter) else {
            throw .malformedCertificate
        }
        handle = try KeyHandle(adopting: key)
        self.certificateDER = certificateDER
        self.notAfter = Date(timeIntervalSince1970: TimeInterval(notAfter))
        fingerprint = Hexadecimal.lowercase(try DigestAlgorithm.sha256.digest(of: certificateDER))
    }

    /// The key's kind and size.
    public var kind: KeyKind { handle.kind }
}

extension TrustedKey: Hashable {
    /// Whether both have the same certificate.
    public static func == (left: TrustedKey, right: TrustedKey) -> Bool { left.certificateDER == right.certificateDER }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

package import Octets

/// Content that is stored sealed.
package protocol Sealable {
    /// What it is: content that was sealed as one kind does not open as another. Never changed once released.
    static var sealKind: String { get }

    /// The version that is written. Versions from 1 to this one can be read.
    static var sealVersion: UInt8 { get }

    func write(to fields: inout FieldWriter) throws
    init(from fields: inout FieldReader) throws

    /// Reads what the release with 15 migrations stored as this kind.
    init(release15 octets: [UInt8]) throws
}

extension Sealable {
    package static var sealVersion: UInt8 { 1 }

    /// Of a kind that that release did not have, or that does not outlive an upgrade.
    package init(release15 octets: [UInt8]) throws { throw SealError.unopenable }
}

/// The reason why sealed content was not opened.
package enum SealError: Error, Hashable, Sendable {
    /// Sealed under another key or for another owner, or changed.
    case unopenable
    /// Sealed under a key that the ring does not have.
    case unknownKey(KeyID)
    /// Written by a newer release than this one.
    case newer(String, version: UInt8, known: UInt8)
    /// Sealed here, and not the fields of its kind and version.
    case malformed(FieldError)
}

extension SealError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unopenable: "it was sealed under another key or for another row, or was changed"
        case .unknownKey(let id): "it was sealed under the key \(id.rawValue), which this broker does not have"
        case .newer(let kind, let version, let known):
            "version \(version) of «\(kind)» was written by a newer release; this one reads up to version \(known)"
        case .malformed(let error): "its fields cannot be read: \(error)"
        }
    }
}

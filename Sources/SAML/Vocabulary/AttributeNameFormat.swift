/// How an attribute's name is to be read: a URI.
/// - SeeAlso: Core §8.2.
public struct AttributeNameFormat: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Nothing said; what an absent NameFormat means. Core §8.2.1.
    public static let unspecified = AttributeNameFormat(
        rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified")
    /// The name is a URI. Core §8.2.2.
    public static let uri = AttributeNameFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri")
    /// The name is a simple word. Core §8.2.3.
    public static let basic = AttributeNameFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:attrname-format:basic")
}

extension AttributeNameFormat: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

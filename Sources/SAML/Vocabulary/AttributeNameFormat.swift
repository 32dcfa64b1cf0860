/// The format of an attribute's name: a URI.
/// - SeeAlso: Core §8.2.
public struct AttributeNameFormat: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates a format.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// No format specified. An absent NameFormat means this. Core §8.2.1.
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

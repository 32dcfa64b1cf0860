/// The format of a NameID: a URI.
/// - SeeAlso: Core §8.3.
public struct NameIDFormat: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates a format.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The issuer does not specify the format. Core §8.3.1.
    public static let unspecified = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")
    /// An e-mail address. Core §8.3.2.
    public static let emailAddress = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")
    /// The identifier of a system entity. Core §8.3.6.
    public static let entity = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity")
    /// Opaque, stable and different for each service. Core §8.3.7.
    public static let persistent = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
    /// Opaque and valid only for one session. Core §8.3.8.
    public static let transient = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")
    /// Requests an encrypted identifier, in a NameIDPolicy. Core §3.4.1.1.
    public static let encrypted = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted")
}

extension NameIDFormat: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

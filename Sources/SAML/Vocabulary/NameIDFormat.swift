/// What kind of name a NameID is: a URI.
/// - SeeAlso: Core §8.3.
public struct NameIDFormat: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The issuer leaves it to the other side. Core §8.3.1.
    public static let unspecified = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified")
    /// An e-mail address. Core §8.3.2.
    public static let emailAddress = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")
    /// A system entity. Core §8.3.6.
    public static let entity = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:entity")
    /// Opaque, stable, different for each service. Core §8.3.7.
    public static let persistent = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
    /// Opaque and forgotten after the session. Core §8.3.8.
    public static let transient = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")
    /// Not a kind of name but a wish to have it encrypted. Core §3.4.1.1.
    public static let encrypted = NameIDFormat(rawValue: "urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted")
}

extension NameIDFormat: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

/// The reason of a logout: a URI.
/// - SeeAlso: Core §3.7.3.
public struct LogoutReason: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates a reason.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The user requested the logout. Core §3.7.3.
    public static let user = LogoutReason(rawValue: "urn:oasis:names:tc:SAML:2.0:logout:user")
    /// An administrator requested the logout. Core §3.7.3.
    public static let admin = LogoutReason(rawValue: "urn:oasis:names:tc:SAML:2.0:logout:admin")
    /// The whole session timed out. Core §3.7.3.2.
    public static let globalTimeout = LogoutReason(rawValue: "urn:oasis:names:tc:SAML:2.0:logout:global-timeout")
    /// The session at a participant timed out. Core §3.7.3.2.
    public static let participantTimeout = LogoutReason(rawValue: "urn:oasis:names:tc:SAML:2.0:logout:sp-timeout")
}

extension LogoutReason: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

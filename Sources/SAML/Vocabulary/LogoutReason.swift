/// Why a session ends: a URI.
/// - SeeAlso: Core §3.7.3.
public struct LogoutReason: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The person wishes it. Core §3.7.3.
    public static let user = LogoutReason(rawValue: "urn:oasis:names:tc:SAML:2.0:logout:user")
    /// An administrator wishes it. Core §3.7.3.
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

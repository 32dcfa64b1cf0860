/// The strength of an authentication: the URI of an authentication context class.
/// - SeeAlso: Core §2.7.2.2; Authentication Context §3; the eIDAS SAML message format for the three levels.
public struct AuthnContextClass: ExactText, CodingKeyRepresentable {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates a class.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// eIDAS level low.
    public static let eidasLow = AuthnContextClass(rawValue: "http://eidas.europa.eu/LoA/low")
    /// eIDAS level substantial.
    public static let eidasSubstantial = AuthnContextClass(rawValue: "http://eidas.europa.eu/LoA/substantial")
    /// eIDAS level high.
    public static let eidasHigh = AuthnContextClass(rawValue: "http://eidas.europa.eu/LoA/high")
    /// A password over an unprotected channel. Authentication Context §3.4.14.
    public static let password = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:Password")
    /// A password over a protected channel. Authentication Context §3.4.15.
    public static let passwordProtectedTransport = AuthnContextClass(
        rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport")
    /// An X.509 certificate. Authentication Context §3.4.16.
    public static let x509 = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:X509")
    /// A client certificate in TLS. Authentication Context §3.4.23.
    public static let tlsClient = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient")
    /// No class specified. Authentication Context §3.4.25.
    public static let unspecified = AuthnContextClass(rawValue: "urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified")
}

extension AuthnContextClass: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

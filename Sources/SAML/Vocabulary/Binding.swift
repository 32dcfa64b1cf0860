/// How a message travels: the URI of a protocol binding.
/// - SeeAlso: Bindings §3.
public struct Binding: ExactText {
    /// The text as it stands in a message, compared octet for octet.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// In the query of a redirect. Bindings §3.4.
    public static let httpRedirect = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")
    /// In a form that the browser submits. Bindings §3.5.
    public static let httpPOST = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")
    /// By reference. Bindings §3.6.
    public static let httpArtifact = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact")
    /// From server to server. Bindings §3.2.
    public static let soap = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:SOAP")
    /// From server to server, started by the client. Bindings §3.3.
    public static let paos = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:PAOS")
}

extension Binding: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

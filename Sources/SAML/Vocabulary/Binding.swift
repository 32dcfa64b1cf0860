/// The URI of a protocol binding, which defines how a message is transported.
/// - SeeAlso: Bindings §3.
public struct Binding: ExactText {
    /// The text as in the message, compared octet by octet.
    public let rawValue: String

    /// Creates a binding.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// In the query of a redirect through the browser. Bindings §3.4.
    public static let httpRedirect = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect")
    /// In a form that the browser submits. Bindings §3.5.
    public static let httpPOST = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST")
    /// By reference. Bindings §3.6.
    public static let httpArtifact = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact")
    /// From server to server. Bindings §3.2.
    public static let soap = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:SOAP")
    /// From server to server, in a reversed exchange started by the client. Bindings §3.3.
    public static let paos = Binding(rawValue: "urn:oasis:names:tc:SAML:2.0:bindings:PAOS")
}

extension Binding: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

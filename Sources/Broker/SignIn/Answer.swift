import SAML

/// What the browser carries back to the service: the same bytes, however often it is asked for.
package struct Answer: Hashable, Codable, Sendable {
    /// The AssertionConsumerService, from metadata.
    package let destination: String

    /// The Response as it goes over the wire, in base64.
    package let samlResponse: String

    /// What the service wants back; nil when it sent none, which is not the same as an empty one.
    package let relayState: String?

    /// Whether the browser gets the cookie of a session with it.
    package let opensSession: Bool

    /// The cookie of a browser in which this person has signed in; nil when the browser keeps the one it has.
    package let knownBrowser: String?

    init(_ form: PostBinding.Form, opensSession: Bool = false, knownBrowser: String? = nil) {
        self.opensSession = opensSession
        self.knownBrowser = knownBrowser
        destination = form.action
        samlResponse = form.fields.first { $0.name == "SAMLResponse" }?.value ?? ""
        relayState = form.fields.first { $0.name == "RelayState" }?.value
    }
}

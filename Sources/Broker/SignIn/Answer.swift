import SAML
package import Secrets

/// What the browser carries back to the service: the same bytes, however often it is asked for.
package struct Answer: Hashable, Sendable {
    /// The AssertionConsumerService, from metadata.
    package let destination: String

    /// The Response as it goes over the wire, in base64.
    package let samlResponse: String

    /// What the service wants back; nil when it sent none, which is not the same as an empty one.
    package let relayState: String?

    /// The cookie of the session that opens with it, random and of no other secret; nil when none opens.
    package let session: Handle?

    /// The cookie of a browser in which this person has signed in; nil when the browser keeps the one it has.
    package let knownBrowser: String?

    init(_ form: PostBinding.Form, session: Handle? = nil, knownBrowser: String? = nil) {
        self.session = session
        self.knownBrowser = knownBrowser
        destination = form.action
        samlResponse = form.fields.first { $0.name == "SAMLResponse" }?.value ?? ""
        relayState = form.fields.first { $0.name == "RelayState" }?.value
    }
}

extension Answer: Codable {
    private enum Key: CodingKey {
        case destination, samlResponse, relayState, session, knownBrowser
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        destination = try values.decode(String.self, forKey: .destination)
        samlResponse = try values.decode(String.self, forKey: .samlResponse)
        relayState = try values.decodeIfPresent(String.self, forKey: .relayState)
        session = try values.decodeIfPresent(String.self, forKey: .session).flatMap { Handle($0) }
        knownBrowser = try values.decodeIfPresent(String.self, forKey: .knownBrowser)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(destination, forKey: .destination)
        try values.encode(samlResponse, forKey: .samlResponse)
        try values.encodeIfPresent(relayState, forKey: .relayState)
        try values.encodeIfPresent(session?.text, forKey: .session)
        try values.encodeIfPresent(knownBrowser, forKey: .knownBrowser)
    }
}

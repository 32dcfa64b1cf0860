import Foundation
package import Octets
import SAML
package import Secrets

/// The form that the browser posts to the service. Its bytes are the same on every read.
package struct Answer: Hashable, Sendable {
    /// The AssertionConsumerService, from metadata.
    package let destination: String

    /// The Response as sent, in base64.
    package let samlResponse: String

    /// The RelayState that the service sent; nil when it sent none. An empty RelayState is not nil.
    package let relayState: String?

    /// The cookie of the session that this answer opens, random and independent of all other secrets; nil when it opens
    /// none.
    package let session: Handle?

    /// The cookie of a browser in which this citizen has signed in; nil when the browser keeps its present cookie.
    package let knownBrowser: String?

    init(_ form: PostBinding.Form, session: Handle? = nil, knownBrowser: String? = nil) {
        self.session = session
        self.knownBrowser = knownBrowser
        destination = form.action
        samlResponse = form.fields.first { $0.name == "SAMLResponse" }?.value ?? ""
        relayState = form.fields.first { $0.name == "RelayState" }?.value
    }
}

extension Answer: Sealable {
    package static var sealKind: String { "answer" }

    package func write(to fields: inout FieldWriter) {
        fields.write(destination, samlResponse, relayState, session, knownBrowser)
    }

    package init(from fields: inout FieldReader) throws {
        destination = try fields.read()
        samlResponse = try fields.read()
        relayState = try fields.read()
        session = try fields.read()
        knownBrowser = try fields.read()
    }

    private struct Record: Decodable {
        let destination: String
        let samlResponse: String
        let relayState: String?
        let session: String?
        let knownBrowser: String?
    }

    package init(release15 octets: [UInt8]) throws {
        let record = try JSONDecoder().decode(Record.self, from: Data(octets))
        destination = record.destination
        samlResponse = record.samlResponse
        relayState = record.relayState
        session = record.session.flatMap { Handle($0) }
        knownBrowser = record.knownBrowser
    }
}

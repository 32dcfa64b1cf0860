import Foundation
package import Octets
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

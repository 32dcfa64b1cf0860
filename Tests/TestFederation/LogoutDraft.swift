package import Foundation
package import SAML
package import XML
import XMLSecurity

/// A logout request. A test changes one field before it is signed.
package struct LogoutDraft: Sendable {
    package var id = MessageID(rawValue: "_" + UUID().uuidString)
    package var version = "2.0"
    package var issueInstant: Date
    package var destination: String?
    package var issuer: Issuer?
    package var extensions: [XMLElement] = []
    package var reason: LogoutReason? = .user
    package var notOnOrAfter: Date?
    package var principal: LogoutRequest.Principal
    package var sessionIndexes: [String] = []

    /// Creates a draft that all rules accept.
    package init(of nameID: NameID, from issuer: EntityID, to destination: String, at now: Date) {
        issueInstant = now
        self.destination = destination
        self.issuer = Issuer(issuer)
        notOnOrAfter = now.addingTimeInterval(60)
        principal = .named(nameID)
    }

    /// The request with the draft's values.
    package var message: LogoutRequest {
        LogoutRequest(
            id: id, version: version, issueInstant: issueInstant, destination: destination, issuer: issuer,
            extensions: extensions, reason: reason, notOnOrAfter: notOnOrAfter, principal: principal,
            sessionIndexes: sessionIndexes)
    }
}

/// A response to a logout request. A test changes one field before it is signed.
package struct LogoutResponseDraft: Sendable {
    package var id = MessageID(rawValue: "_" + UUID().uuidString)
    package var version = "2.0"
    package var issueInstant: Date
    package var destination: String?
    package var inResponseTo: MessageID?
    package var issuer: Issuer?
    package var status = Status.success

    /// Creates a draft that all rules accept.
    package init(to request: MessageID, from issuer: EntityID, at destination: String, now: Date) {
        issueInstant = now
        self.destination = destination
        inResponseTo = request
        self.issuer = Issuer(issuer)
    }

    /// The response with the draft's values.
    package var message: LogoutResponse {
        LogoutResponse(
            id: id, version: version, issueInstant: issueInstant, destination: destination,
            inResponseTo: inResponseTo, issuer: issuer, status: status)
    }
}

/// The binding of a logout message in a test.
package enum LogoutJourney: String, CaseIterable, Sendable {
    case redirect, form, soap

    /// Returns the message as received, signed with the key.
    package func receive<Message: SAMLMessage>(
        _ message: Message, relayState: String? = nil, key: TestKey
    ) throws -> Received<Message> {
        switch self {
        case .redirect:
            let url = try RedirectBinding.url(
                sending: message, to: "", relayState: relayState, signedWith: key.signing)
            return try RedirectBinding.receive(Message.self, query: String(url.dropFirst()))
        case .form:
            let form = try PostBinding.form(
                sending: message, to: "", relayState: relayState, signedWith: key.signing)
            return try PostBinding.receive(
                Message.self, samlMessage: form.fields[0].value, relayState: relayState)
        case .soap:
            let envelope = try SOAPBinding.envelope(sending: message, signedWith: key.signing)
            return try SOAPBinding.receive(Message.self, envelope: envelope.bytes)
        }
    }
}

package import Foundation
package import SAML
package import XML
import XMLSecurity

/// A logout request in which a test changes one field before it is signed.
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

    /// A draft that every rule accepts.
    package init(of nameID: NameID, from issuer: EntityID, to destination: String, at now: Date) {
        issueInstant = now
        self.destination = destination
        self.issuer = Issuer(issuer)
        notOnOrAfter = now.addingTimeInterval(60)
        principal = .named(nameID)
    }

    /// The request as drafted.
    package var message: LogoutRequest {
        LogoutRequest(
            id: id, version: version, issueInstant: issueInstant, destination: destination, issuer: issuer,
            extensions: extensions, reason: reason, notOnOrAfter: notOnOrAfter, principal: principal,
            sessionIndexes: sessionIndexes)
    }
}

/// An answer to a logout request in which a test changes one field before it is signed.
package struct LogoutResponseDraft: Sendable {
    package var id = MessageID(rawValue: "_" + UUID().uuidString)
    package var version = "2.0"
    package var issueInstant: Date
    package var destination: String?
    package var inResponseTo: MessageID?
    package var issuer: Issuer?
    package var status = Status.success

    /// A draft that every rule accepts.
    package init(to request: MessageID, from issuer: EntityID, at destination: String, now: Date) {
        issueInstant = now
        self.destination = destination
        inResponseTo = request
        self.issuer = Issuer(issuer)
    }

    /// The answer as drafted.
    package var message: LogoutResponse {
        LogoutResponse(
            id: id, version: version, issueInstant: issueInstant, destination: destination,
            inResponseTo: inResponseTo, issuer: issuer, status: status)
    }
}

/// How a logout message travels in a test.
package enum LogoutJourney: String, CaseIterable, Sendable {
    case redirect, form, soap

    /// The message as it arrives, signed with the key.
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

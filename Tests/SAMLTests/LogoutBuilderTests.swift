import Foundation
import Octets
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import SAML

@Suite struct LogoutBuilderTests {
    static let now = LogoutRulesTests.now
    static let idp = LogoutRulesTests.idp
    static let key = TestKey.identityProvider
    static let service = LogoutRulesTests.service
    let builder = LogoutBuilder(issuer: idp, key: key.signing)

    static let participations = ["_1", "_2", "_1"].map {
        SessionParticipation(service: service.entityID, nameID: LogoutRulesTests.name, sessionIndex: $0)
    }

    /// Returns the message that the service receives by any binding, and its octets.
    func arrived<Message: SAMLMessage>(
        _ type: Message.Type, _ delivery: LogoutBuilder.Delivery
    ) throws -> (Verified<Message>, [UInt8]) {
        let received: Received<Message>
        let octets: [UInt8]
        switch delivery {
        case .redirect(let url):
            let query = String(try #require(url.split(separator: "?").last))
            received = try RedirectBinding.receive(type, query: query)
            let value = try #require(try QueryParameters(query).value(type.parameter.rawValue))
            let deflated = try #require(Base64.decode(value))
            octets = try #require(Deflate.inflate(deflated, maximumBytes: 100_000))
        case .form(let form):
            received = try PostBinding.receive(
                type, samlMessage: form.fields[0].value,
                relayState: form.fields.count > 1 ? form.fields[1].value : nil)
            octets = Array(try #require(Data(base64Encoded: form.fields[0].value)))
        case .soap(let envelope):
            received = try SOAPBinding.receive(type, envelope: envelope.bytes)
            octets = envelope.bytes
        }
        return (try received.verified(trusting: [Self.key.trusted]), octets)
    }

    func judge(_ element: String, _ delivery: LogoutBuilder.Delivery, _ octets: [UInt8]) throws {
        let schema = try Judge.schema(octets)
        #expect(schema.isContent, "\(schema.words)")
        if case .redirect = delivery {
            #expect(!String(decoding: octets, as: UTF8.self).contains("Signature"))
        } else {
            let signature = try Judge.signature(
                of: "urn:oasis:names:tc:SAML:2.0:protocol:\(element)", in: octets,
                certificatePEM: Self.key.certificatePEM)
            #expect(signature.isContent, "\(signature.words)")
        }
    }

    @Test(arguments: service.singleLogoutServices, [true, false])
    func `a request is signed, valid and has the identifiers that the service received`(
        _ endpoint: Endpoint, _ isAsynchronous: Bool
    ) throws {
        let delivery = try builder.request(
            ending: Self.participations, at: endpoint,
            terms: LogoutBuilder.Terms(lifetime: .seconds(600), isAsynchronous: isAsynchronous), relayState: "r",
            id: MessageID(rawValue: "_q"), now: Self.now)
        let (verified, octets) = try arrived(LogoutRequest.self, delivery)
        try judge("LogoutRequest", delivery, octets)
        let message = verified.message
        #expect(message.destination == endpoint.location)
        #expect(message.issuer == Issuer(Self.idp))
        #expect(message.principal == .named(LogoutRulesTests.name))
        #expect(message.sessionIndexes == ["_1", "_2"])
        #expect(message.notOnOrAfter == Self.now.addingTimeInterval(600))
        #expect(message.reason == .user)
        #expect(message.isAsynchronous == isAsynchronous)
        #expect(verified.relayState == (endpoint.binding == .soap ? nil : "r"))
    }

    static let outcomes: [(LogoutOutcome, StatusCode, [StatusCode])] = [
        (.ended, .success, []), (.endedInPart, .success, [.partialLogout]),
        (.notEnded, .responder, [.requestDenied]), (.unknownPrincipal, .requester, [.unknownPrincipal]),
        (.denied, .requester, [.requestDenied]), (.outOfTime, .requester, [.requestDenied]),
        (.unsupportedIdentifier, .requester, [.requestUnsupported]),
        (.versionMismatch(received: "3.0"), .versionMismatch, [.requestVersionTooHigh]),
        (.versionMismatch(received: "1.1"), .versionMismatch, [.requestVersionTooLow]),
    ]

    @Test(arguments: outcomes)
    func `each outcome has its status codes`(_ outcome: LogoutOutcome, _ top: StatusCode, _ second: [StatusCode]) {
        #expect(outcome.status.code == top && outcome.status.subcodes == second)
    }

    @Test(arguments: LogoutJourney.allCases, outcomes.map(\.0))
    func `an answer is signed, valid and sent to the endpoint in metadata`(
        _ journey: LogoutJourney, _ outcome: LogoutOutcome
    ) throws {
        let request = try LogoutRulesTests().accept(journey, relayState: "r")
        let delivery = try #require(
            try builder.response(
                to: request.replyTo, outcome, id: MessageID(rawValue: "_a"), now: Self.now))
        let (verified, octets) = try arrived(LogoutResponse.self, delivery)
        try judge("LogoutResponse", delivery, octets)
        #expect(verified.message.inResponseTo == request.id)
        #expect(verified.message.issuer == Issuer(Self.idp))
        #expect(verified.message.status == outcome.status)
        let expected: String? =
            switch delivery {
            case .redirect(let url): String(url.prefix { $0 != "?" })
            case .form(let form): form.action
            case .soap: nil
            }
        #expect(verified.message.destination == expected)
        let addresses =
            [
                .redirect: "https://oficina.example/slo/done", .form: "https://oficina.example/slo/post",
            ] as [LogoutJourney: String]
        #expect(expected == addresses[journey])
        #expect(verified.relayState == (journey == .soap ? nil : "r"))
    }

    @Test func `sends no answer to a request that asks for none`() throws {
        let request = try LogoutRulesTests().accept { $0.extensions = [LogoutRequest.asynchronous] }
        #expect(
            try builder.response(to: request.replyTo, .ended, id: MessageID(rawValue: "_a"), now: Self.now) == nil)
    }

    @Test func `asks a service by redirect, else by form, and its server by SOAP`() throws {
        func role(_ bindings: [Binding]) -> RoleDescriptor {
            RoleDescriptor(
                singleLogoutServices: bindings.map { Endpoint(binding: $0, location: "https://x.example") })
        }
        #expect(role([.soap, .httpPOST, .httpRedirect]).browserLogoutService?.binding == .httpRedirect)
        #expect(role([.soap, .httpPOST]).browserLogoutService?.binding == .httpPOST)
        #expect(role([.soap, .httpArtifact]).browserLogoutService == nil)
        #expect(role([.httpPOST, .soap]).serverLogoutService?.binding == .soap)
        #expect(role([.httpPOST]).serverLogoutService == nil)
    }
}

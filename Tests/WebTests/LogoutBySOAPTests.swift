import Broker
import Federation
import Foundation
import SAML
import TestAgents
import TestBroker
import TestFederation
import Testing
import XML
import XMLSecurity

@testable import Web

/// Tests logout by SOAP.
struct LogoutBySOAPTests {
    /// Posts the request of a service to the SOAP endpoint.
    private static func send(
        _ journey: LogoutJourney, _ assertion: SessionWalk.AssertionSummary, of service: TestServiceProvider,
        key: TestKey? = nil,
        _ change: (inout LogoutDraft) -> Void = { _ in }
    ) async throws -> HTTPResponse {
        var draft = LogoutDraft(
            of: try #require(assertion.nameID), from: service.entityID,
            to: journey.walk.world.settings.singleLogoutServiceForServers, at: journey.walk.world.clock.now)
        change(&draft)
        let envelope = try SOAPBinding.envelope(
            sending: draft.message, signedWith: (key ?? service.key).signing)
        return try await post(journey, envelope.bytes)
    }

    private static func post(_ journey: LogoutJourney, _ body: [UInt8]) async throws -> HTTPResponse {
        let url = try #require(URL(string: journey.walk.origin + "/saml/slo/soap"))
        return try await HTTPAgent().send(
            HTTPRequest("POST", url, headers: [HTTPField("Content-Type", "text/xml; charset=utf-8")], body: body))
    }

    private static func answer(in response: HTTPResponse) throws -> LogoutResponse {
        #expect(response.status == 200 && response.header("Content-Type") == "text/xml; charset=utf-8")
        return try SOAPBinding.receive(LogoutResponse.self, envelope: response.body)
            .verified(trusting: [TestKey.identityProvider.trusted]).message
    }

    @Test func `the broker notifies a service that only accepts SOAP`() async throws {
        try await LogoutJourney.with([.archive]) { journey in
            let assertion = try await journey.signIn(then: [.archive])
            journey.servers.answer(as: .archive, at: journey.walk.world.clock.now)
            let page = try await journey.follow(journey.ask(assertion))
            let answer = try await journey.answer(in: journey.follow(journey.next(page)))
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
            #expect(journey.servers.asked == ["https://archivo.example/soap"])
        }
    }

    @Test(arguments: [TestKey.attacker, nil])
    func `a server that is silent or signs with another key has not confirmed`(_ key: TestKey?) async throws {
        try await LogoutJourney.with([.archive]) { journey in
            let assertion = try await journey.signIn(then: [.archive])
            if let key { journey.servers.answer(as: .archive, key: key, at: journey.walk.world.clock.now) }
            let page = try await journey.follow(journey.ask(assertion))
            let over = try await journey.follow(journey.next(page))
            #expect(over.page.text.contains("No ha respondido"))
            #expect(try await journey.finish(over).status.subcodes == [.partialLogout])
        }
    }

    /// The bug: the answer was parsed on the common threads, also when it was large.
    @Test(.timeLimit(.minutes(1)), arguments: [false, true])
    func `a large answer of a server is parsed in the lane`(_ isFull: Bool) async throws {
        let lane = VerificationLane(maximumWaiting: 0)
        try await LogoutJourney.with([.archive], verifications: lane) { journey in
            let assertion = try await journey.signIn(then: [.archive])
            journey.servers.answer(as: .archive, padding: 32_000, at: journey.walk.world.clock.now)
            let held = HeldWork()
            async let running: Void = lane.run(
                predicted: VerificationLane.slowWork + 1, for: .client(BrokerWorld.client)
            ) { () throws(Rejection) in if isFull { held.run() } }
            if isFull { await held.begun(1) } else { try await running }
            let answer = try await Self.answer(in: Self.send(journey, assertion, of: journey.office))
            held.release(1)
            try await running
            #expect(answer.status.subcodes == (isFull ? [.partialLogout] : []))
        }
    }

    @Test func `if the browser brings no answer, the broker asks by SOAP when the service accepts it`() async throws {
        try await LogoutJourney.with([.museum]) { journey in
            let assertion = try await journey.signIn(then: [.museum])
            journey.servers.answer(as: .museum, at: journey.walk.world.clock.now)
            let page = try await journey.follow(journey.ask(assertion))
            #expect(
                try await journey.next(page).location?.path == "/slo", "the browser first, because it has the cookie")
            #expect(journey.servers.asked.isEmpty)
            let between = try await journey.follow(journey.returnWithoutAnswer(page))
            let answer = try await journey.answer(in: journey.follow(journey.next(between)))
            #expect(answer.status.subcodes.isEmpty)
            #expect(journey.servers.asked == ["https://museo.example/soap"])
        }
    }

    @Test func `a logout by SOAP ends the session and notifies other services by SOAP`() async throws {
        try await LogoutJourney.with([.archive, .museum]) { journey in
            let assertion = try await journey.signIn(then: [.archive])
            journey.servers.answer(as: .archive, at: journey.walk.world.clock.now)
            let answer = try await Self.answer(in: Self.send(journey, assertion, of: journey.office))
            #expect(answer.status.code == .success && answer.status.subcodes.isEmpty)
            #expect(answer.destination == nil && answer.inResponseTo != nil)
            #expect(try await journey.walk.page().page.text.contains("no hay ninguna sesión abierta"))
        }
    }

    @Test func `an asynchronous request by SOAP gets no answer, and each service is notified once`() async throws {
        try await LogoutJourney.with([.archive]) { journey in
            let assertion = try await journey.signIn(then: [.archive])
            journey.servers.answer(as: .archive, at: journey.walk.world.clock.now)
            let silent = try await Self.send(journey, assertion, of: journey.office) {
                $0.extensions = [LogoutRequest.asynchronous]
            }
            #expect(silent.status == 204 && silent.body.isEmpty)
            let again = try await Self.answer(in: Self.send(journey, assertion, of: journey.office))
            #expect(again.status.subcodes.isEmpty)
            #expect(journey.servers.asked.count == 1)
        }
    }

    @Test func `a replayed or late request, or one with an unknown NameID, is refused`() async throws {
        try await LogoutJourney.with([]) { journey in
            let assertion = try await journey.signIn(then: [])
            let now = journey.walk.world.clock.now
            let late = try await Self.answer(
                in: Self.send(journey, assertion, of: journey.office) { $0.notOnOrAfter = now - 600 })
            let unknown = try await Self.answer(
                in: Self.send(journey, assertion, of: journey.office) { $0.principal = .named(NameID("unknown")) })
            #expect(late.status.subcodes == [.requestDenied] && unknown.status.subcodes == [.unknownPrincipal])
            let id = MessageID(rawValue: "_once")
            _ = try await Self.send(journey, assertion, of: journey.office) { $0.id = id }
            let later = try await journey.signIn(then: [])
            let replayed = try await Self.answer(in: Self.send(journey, later, of: journey.office) { $0.id = id })
            #expect(replayed.status.subcodes == [.requestDenied])
        }
    }

    @Test func `a service that only a browser can notify causes PartialLogout`() async throws {
        try await LogoutJourney.with([.townHall]) { journey in
            let assertion = try await journey.signIn(then: [.townHall])
            let answer = try await Self.answer(in: Self.send(journey, assertion, of: journey.office))
            #expect(answer.status.code == .success && answer.status.subcodes == [.partialLogout])
        }
    }

    @Test func `a malformed, oversized or wrongly signed message gets a fault and ends nothing`() async throws {
        try await LogoutJourney.with([]) { journey in
            let assertion = try await journey.signIn(then: [])
            let faults = [
                try await Self.post(journey, Array("<nada/>".utf8)),
                try await Self.post(journey, [UInt8](repeating: 0x20, count: SOAPBinding.maximumBytes + 1)),
                try await Self.send(journey, assertion, of: journey.office, key: .attacker),
                try await Self.send(journey, assertion, of: journey.office) { $0.destination = "https://otro.example" },
            ]
            for fault in faults {
                #expect(
                    fault.status == 500 && fault.text.contains("faultcode>soap:Client</faultcode>"), "\(fault.text)")
            }
            #expect(try await journey.walk.page().page.text.contains("Ana"))
        }
    }
}

import Broker
import Federation
import Foundation
import SAML
import TestBroker
import TestFederation
import Testing
import XMLSecurity

/// Tests the handling of a request on arrival.
struct SingleSignOnTests {
    @Test func `a repeated request continues the same login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        guard case .known(let id) = try await world.arrive(journey.request, from: world.office) else {
            Issue.record("not known")
            return
        }
        #expect(id == journey.id)
        // The login is unchanged: a reload does not use it up.
        _ = try await journey.walkByPermanentKey(.ana).accept(journey.answer())
        guard case .known = try await world.arrive(journey.request, from: world.office) else {
            Issue.record("not known after the answer")
            return
        }
    }

    @Test func `the same ID from another service is a different request`() async throws {
        let world = try await BrokerWorld()
        let id = MessageID(rawValue: "_one-and-the-same")
        _ = try await world.begin(world.request(world.office) { $0.id = id }, from: world.office)
        _ = try await world.begin(world.request(world.library) { $0.id = id }, from: world.library)
    }

    @Test func `an ID is remembered as long as its request is valid`() async throws {
        let world = try await BrokerWorld()
        let housekeeping = Housekeeping(
            database: world.database, time: world.clock.source, log: world.log,
            measurements: world.measurements)
        // The clock of the issuer is ahead by the maximum.
        let request = world.request(world.office) { $0.issueInstant += 180 }
        _ = try await world.begin(request, from: world.office)
        world.clock.turn(by: .seconds(360))
        await housekeeping.runOnce()
        guard case .known = try await world.arrive(request, from: world.office) else {
            Issue.record("taken twice")
            return
        }
        world.clock.turn(by: .seconds(1))
        await #expect(throws: Rejection.self) { try await world.arrive(request, from: world.office) }
    }

    @Test func `accepts a request by HTTP-POST`() async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office)
        let received = try PostBinding.receive(
            AuthnRequest.self, samlMessage: world.office.samlRequest(request), relayState: nil)
        guard case .started = try await SingleSignOn(world.signIn).begin(received, from: BrokerWorld.client) else {
            Issue.record("not started")
            return
        }
    }

    @Test func `rejects an unregistered service`() async throws {
        let world = try await BrokerWorld()
        var unknown = world.office
        unknown.entityID = EntityID(rawValue: "https://otra.example/saml")
        await #expect(throws: Rejection.unknownServiceProvider(unknown.entityID)) {
            try await world.arrive(world.request(unknown), from: unknown)
        }
    }

    @Test func `rejects a request signed with another key`() async throws {
        let world = try await BrokerWorld()
        var attacker = world.office
        attacker.key = .attacker
        let request = world.request(attacker)
        let claim = try RedirectBinding.receive(AuthnRequest.self, query: attacker.query(request))
            .signatureClaim(against: [world.office.key.trusted])
        await #expect(throws: Rejection.unverified(.signature(.mismatch), claim)) {
            try await world.arrive(request, from: attacker)
        }
    }

    @Test func `rejects a request without a signature unless the operator allows it`() async throws {
        var recipe = BrokerWorld.Recipe()
        var quiet = TestServiceProvider()
        quiet.entityID = EntityID(rawValue: "https://callada.example/saml")
        quiet.authnRequestsSigned = false
        recipe.entries = [quiet.entityID: ServicePolicy(allowsUnsignedRequests: true)]
        let world = try await BrokerWorld(recipe)
        #expect(world.entities.register.wantsEveryRequestSigned)
        try await world.add(quiet)
        try await world.entities.register.refresh()
        #expect(!world.entities.register.wantsEveryRequestSigned)
        let allowed = try RedirectBinding.receive(
            AuthnRequest.self, query: quiet.query(world.request(quiet), isSigned: false))
        guard case .started = try await SingleSignOn(world.signIn).begin(allowed, from: BrokerWorld.client) else {
            Issue.record("not started")
            return
        }
        let refused = try RedirectBinding.receive(
            AuthnRequest.self, query: world.office.query(world.request(world.office), isSigned: false))
        await #expect(throws: Rejection.self) {
            try await SingleSignOn(world.signIn).begin(refused, from: BrokerWorld.client)
        }
    }

    @Test(arguments: [(-181.0, false), (-180, true), (180, true), (181, false)])
    func `accepts clocks that differ by three minutes`(_ seconds: Double, _ isTaken: Bool) async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office) { $0.issueInstant += seconds }
        if isTaken {
            _ = try await world.begin(request, from: world.office)
        } else {
            await #expect(throws: Rejection.self) { try await world.arrive(request, from: world.office) }
        }
    }

    @Test func `answers only at addresses of the metadata`() async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office) { $0.replyTo = .init(url: "https://atacante.example/acs") }
        await #expect(throws: Rejection.self) { try await world.arrive(request, from: world.office) }
    }

    @Test func `a rejected request stores nothing, and its ID stays free`() async throws {
        let world = try await BrokerWorld()
        let good = world.request(world.office)
        var attacker = world.office
        attacker.key = .attacker
        await #expect(throws: Rejection.self) { try await world.arrive(good, from: attacker) }
        _ = try await world.begin(good, from: world.office)
    }
}

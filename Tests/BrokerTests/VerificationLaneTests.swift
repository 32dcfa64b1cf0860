import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing
import XML

/// Tests that slow messages wait in their own lane and ordinary messages do not wait.
@Suite(.timeLimit(.minutes(1))) struct VerificationLaneTests {
    private static let full = Rejection.verificationQueueFull(retryAfter: VerificationLane.retryAfter)
    private let slow = VerificationLane.slowWork + 1
    private let one = VerificationLane.Party.client(ClientNetwork(of: "192.0.2.1"))
    private let client = ClientNetwork(of: "192.0.2.2")
    private var other: VerificationLane.Party { .client(client) }

    @Test func `a full lane refuses slow work and runs fast work`() async throws {
        let lane = VerificationLane(maximumWaiting: 0)
        let held = HeldWork()
        async let running: Void = lane.run(predicted: slow, for: one) { () throws(Rejection) in held.run() }
        await held.begun(1)
        await #expect(throws: Self.full) {
            try await lane.run(predicted: slow, for: other) { () throws(Rejection) in 1 }
        }
        #expect(try await lane.run(predicted: slow - 1, for: other) { () throws(Rejection) in 2 } == 2)
        held.release(1)
        try await running
        #expect(try await lane.run(predicted: slow, for: other) { () throws(Rejection) in 3 } == 3)
    }

    @Test func `a long message is parsed in the lane, a short one on arrival`() async throws {
        let lane = VerificationLane(maximumWaiting: 0)
        let held = HeldWork()
        async let running: Void = lane.run(predicted: slow, for: one) { () throws(Rejection) in held.run() }
        await held.begun(1)
        for (octets, failure) in [(31_251, Self.full), (31_250, .unreadable(.missing(.request)))] {
            await #expect(throws: failure, "\(octets)") {
                try await lane.read(octets, for: other) { () throws(BindingFailure) -> Received<AuthnRequest> in
                    throw .missing(.request)
                }
            }
        }
        held.release(1)
        try await running
    }

    @Test func `one client can use only its share of the lane`() async throws {
        let lane = VerificationLane(maximumWaiting: 4, maximumPerParty: 2)
        let held = HeldWork()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await lane.run(predicted: slow, for: one) { () throws(Rejection) in held.run() } }
            await held.begun(1)
            // One of these two gets the second place of the client. The other is refused at once.
            let refusals = await withTaskGroup(of: Rejection?.self) { pair in
                for _ in 0..<2 {
                    pair.addTask {
                        do throws(Rejection) {
                            try await lane.run(predicted: slow, for: one) { () throws(Rejection) in held.run() }
                            return nil
                        } catch {
                            return error
                        }
                    }
                }
                let first = await pair.next()
                #expect(first == Self.full)
                group.addTask { try await lane.run(predicted: slow, for: other) { () throws(Rejection) in held.run() } }
                held.release(3)
                return await pair.next()
            }
            #expect(refusals == .some(nil))
            try await group.waitForAll()
        }
        #expect(try await lane.run(predicted: slow, for: one) { () throws(Rejection) in 1 } == 1)
    }

    @Test func `failed work releases its place`() async throws {
        let lane = VerificationLane(maximumWaiting: 0, maximumPerParty: 1)
        for _ in 0..<3 {
            await #expect(throws: Rejection.replayed(nil)) {
                try await lane.run(predicted: slow, for: one) { () throws(Rejection) -> Int in throw .replayed(nil) }
            }
        }
    }

    // MARK: In a broker

    /// Returns a broker with a blocked lane, and the work that blocks it.
    private func busy(
        _ body: (BrokerWorld) async throws -> Void
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.verifications = VerificationLane(maximumWaiting: 0)
        let world = try await BrokerWorld(recipe)
        let held = HeldWork()
        async let running: Void = world.entities.verifications.run(predicted: slow, for: one) { () throws(Rejection) in
            held.run()
        }
        await held.begun(1)
        try await body(world)
        held.release(1)
        try await running
    }

    private func posted(_ request: AuthnRequest, from service: TestServiceProvider) throws -> Received<AuthnRequest> {
        try PostBinding.receive(AuthnRequest.self, samlMessage: service.samlRequest(request), relayState: nil)
    }

    /// Returns a valid request that is slow to verify: an extension with 1,000 elements.
    private func large(_ world: BrokerWorld) throws -> Received<AuthnRequest> {
        let namespace = XMLNamespace(uri: "urn:other", prefix: "o")
        let children = (0..<1_000).map { _ in XMLNode.element(XMLElement(XMLName(namespace, "Other"))) }
        let request = world.request(world.office) { $0.extensions = [XMLElement(XMLName(namespace, "All"), children)] }
        return try posted(request, from: world.office)
    }

    @Test func `while the lane is full, an ordinary request is answered and a slow one is refused`() async throws {
        try await busy { world in
            let slow = try large(world)
            #expect(slow.verificationWork > VerificationLane.slowWork)
            await #expect(throws: Self.full) { try await SingleSignOn(world.signIn).begin(slow, from: client) }
            let ordinary = try posted(world.request(world.office), from: world.office)
            #expect(ordinary.verificationWork < VerificationLane.slowWork / 4)
            guard case .started = try await SingleSignOn(world.signIn).begin(ordinary, from: client) else {
                Issue.record("an ordinary request was not answered")
                return
            }
        }
    }

    @Test func `a slow request is answered when the lane is free`() async throws {
        let world = try await BrokerWorld()
        guard case .started = try await SingleSignOn(world.signIn).begin(large(world), from: client) else {
            Issue.record("a slow request was not answered")
            return
        }
    }

    @Test func `a slow logout gets a SOAP server fault with Retry-After`() async throws {
        try await busy { world in
            var draft = LogoutDraft(
                of: NameID("nombre", format: .persistent), from: world.office.entityID,
                to: world.settings.singleLogoutServiceForServers, at: world.clock.now)
            let quick = try SOAPBinding.envelope(sending: draft.message, signedWith: world.office.key.signing)
            draft.sessionIndexes = (0..<1_000).map { "_\($0)" }
            let slow = try SOAPBinding.envelope(sending: draft.message, signedWith: world.office.key.signing)
            let outcome = try #require(try await SOAPLogout(world.logouts).receive(slow.bytes, from: client))
            #expect(outcome.isFault && outcome.retryAfter == VerificationLane.retryAfter)
            #expect(String(decoding: outcome.envelope, as: UTF8.self).contains("<faultcode>soap:Server</faultcode>"))
            let answer = try #require(try await SOAPLogout(world.logouts).receive(quick.bytes, from: client))
            #expect(!answer.isFault && answer.retryAfter == nil)
        }
    }
}

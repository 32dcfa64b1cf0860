import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing

/// Tests requests that must be rejected, and addresses that must not get an answer.
struct RequestAdmissionTests {
    @Test func `a refused request is not answered a second time`() async throws {
        let world = try await BrokerWorld()
        let request = world.request(world.office) { $0.nameIDPolicy = NameIDPolicy(format: .emailAddress) }
        guard case .refused = try await world.arrive(request, from: world.office) else {
            Issue.record("the request was not refused")
            return
        }
        await #expect(throws: Rejection.self) { _ = try await world.arrive(request, from: world.office) }
    }

    @Test func `a request without signature is accepted only if the operator allows it`() async throws {
        for isAllowed in [false, true] {
            var recipe = BrokerWorld.Recipe()
            var service = TestServiceProvider()
            service.entityID = EntityID(rawValue: "https://sinfirma.example/saml")
            service.authnRequestsSigned = false
            recipe.entries = [service.entityID: ServicePolicy(allowsUnsignedRequests: isAllowed)]
            let world = try await BrokerWorld(recipe)
            try await world.add(service)
            try await world.entities.register.refresh()
            let query = try service.query(world.request(service), isSigned: false)
            let received = try RedirectBinding.receive(AuthnRequest.self, query: query)
            guard isAllowed else {
                await #expect(throws: Rejection.self) {
                    _ = try await SingleSignOn(world.signIn).begin(received, from: BrokerWorld.client)
                }
                continue
            }
            guard case .started = try await SingleSignOn(world.signIn).begin(received, from: BrokerWorld.client) else {
                Issue.record("the request was not taken")
                continue
            }
        }
    }

    @Test func `an interactive login does not open without its cookie`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        let opened = try await world.signIn.openToRefuse(
            journey.id, showing: world.signIn.refusalTicket(of: journey.id))
        #expect(opened?.login.id == nil)
    }

    @Test func `no answer is sent to an address that was removed from the metadata`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        var moved = world.office
        moved.location = "https://oficina.example/saml/otra"
        try await world.remove(world.office)
        try await world.add(moved)
        try await world.entities.register.refresh()
        await #expect(throws: Rejection.self) { _ = try await journey.answer() }
        await #expect(throws: Rejection.self) { _ = try await journey.cancel() }
    }
}

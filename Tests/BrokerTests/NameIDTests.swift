import Broker
import Federation
import SAML
import TestBroker
import TestFederation
import Testing

/// Tests the NameIDs of citizens at services.
struct NameIDTests {
    private func nameID(
        _ world: BrokerWorld, _ service: TestServiceProvider, _ format: NameIDFormat?, _ citizen: TestCitizen = .ana
    ) async throws -> NameID {
        world.clock.turn(by: .seconds(60))
        let request = world.request(service) { draft in
            draft.nameIDPolicy = format.map { NameIDPolicy(format: $0, allowCreate: true) }
        }
        let journey = try await world.begin(request, from: service).walkByPermanentKey(citizen)
        return try #require(try await journey.accept(journey.answer()).nameID)
    }

    @Test func `a persistent NameID is stable and differs by service and by citizen`() async throws {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .persistent)
        #expect(try await nameID(world, world.office, .persistent) == first)
        #expect(try await nameID(world, world.office, nil) == first, "the service's metadata prefers it")
        let elsewhere = try await nameID(world, world.library, .persistent)
        #expect(elsewhere.value != first.value)
        #expect(try await nameID(world, world.office, .persistent, .bruno).value != first.value)
        #expect(first.spNameQualifier == world.office.entityID.rawValue)
        #expect(first.nameQualifier == BrokerWorld.entityID.rawValue)
        #expect(!first.value.contains("12345678"))
    }

    @Test func `a persistent NameID is the same with each method and each broker`() async throws {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .persistent)
        let other = try await world.another(seed: 2)
        let journey = try await other.begin().walkByCertificate(.fnmt)
        #expect(try await journey.accept(journey.answer()).nameID == first)
    }

    @Test func `a transient NameID is new each time`() async throws {
        let world = try await BrokerWorld()
        let first = try await nameID(world, world.office, .transient)
        #expect(first.format == .transient)
        #expect(try await nameID(world, world.office, .transient) != first)
        #expect(try await nameID(world, world.library, nil).format == .transient)
    }

    /// The metadata of the library does not list persistent NameIDs. The metadata of the office does.
    @Test func `without permission no persistent NameID is created, but an existing one is used`() async throws {
        let world = try await BrokerWorld()
        func status(_ service: TestServiceProvider, _ policy: NameIDPolicy?) async throws -> Status? {
            world.clock.turn(by: .seconds(60))
            let request = world.request(service) { $0.nameIDPolicy = policy }
            let journey = try await world.begin(request, from: service).walkByPermanentKey(.ana)
            return try await journey.refusal(in: journey.answer())
        }
        let absent = NameIDPolicy(format: .persistent)
        let forbidden = NameIDPolicy(format: .persistent, allowCreate: false)
        for policy in [absent, forbidden] {
            let refusal = try #require(try await status(world.library, policy))
            #expect(refusal.code == .requester && refusal.subcodes == [.invalidNameIDPolicy])
        }
        #expect(try await status(world.library, NameIDPolicy(format: .transient, allowCreate: false)) == nil)
        #expect(try await status(world.office, forbidden) == nil)
        let name = try await nameID(world, world.library, .persistent)
        #expect(try await status(world.library, forbidden) == nil)
        #expect(try await nameID(world, world.library, .persistent) == name)
    }

    @Test func `a request without NameIDPolicy allows a new persistent NameID`() async throws {
        let world = try await BrokerWorld()
        #expect(try await nameID(world, world.office, nil).format == .persistent)
    }

    @Test func `an assertion is only issued for the citizen whom the Subject names`() async throws {
        let world = try await BrokerWorld()
        let ana = try await nameID(world, world.office, .persistent, .ana)
        func answer(_ name: NameID, by citizen: TestCitizen) async throws -> (Status?, NameID?) {
            world.clock.turn(by: .seconds(60))
            let request = world.request(world.office) { $0.subject = Subject(nameID: name) }
            let journey = try await world.begin(request, from: world.office).walkByPermanentKey(citizen)
            let answer = try await journey.answer()
            if let status = try journey.refusal(in: answer) { return (status, nil) }
            return (nil, try journey.accept(answer).nameID)
        }
        #expect(try await answer(ana, by: .ana).1 == ana)
        #expect(try await answer(NameID(ana.value, format: .persistent), by: .ana).1 == ana)
        for (name, citizen) in [(ana, TestCitizen.bruno), (NameID("unknown", format: .persistent), .ana)] {
            let status = try #require(try await answer(name, by: citizen).0)
            #expect(status.code == .responder && status.subcodes == [.unknownPrincipal])
        }
    }
}

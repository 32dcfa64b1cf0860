import Broker
import Federation
import Foundation
import SAML
import TestBroker
import TestDatabases
import TestFederation
import Testing

/// Tests a login from the request of the service to the check of the answer.
struct SignInTests {
    @Test(arguments: TestEngine.allCases)
    func `signs a citizen in by PIN, and the service accepts the answer`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let world = try await BrokerWorld(on: test.database)
            let journey = try await world.begin().walkByPIN(.ana)
            let answer = try await journey.answer()
            let person = try journey.accept(answer, reaching: [.substantial])
            #expect(answer.relayState == "estado")
            #expect(person.values(of: EIDASAttribute.personIdentifier.name) == ["ES/ES/12345678Z"])
            #expect(person.values(of: EIDASAttribute.currentGivenName.name) == ["Ana"])
            #expect(person.values(of: EIDASAttribute.currentFamilyName.name) == ["Española del Test"])
            #expect(person.values(of: ClaveAttribute.firstSurname.name) == ["Española"])
            #expect(person.values(of: EIDASAttribute.dateOfBirth.name) == ["1980-02-29"])
            #expect(person.values(of: ClaveAttribute.selectedIdP.name) == ["PIN24H"])
            #expect(person.nameID?.format == .persistent)
            #expect(person.authnStatement.authnInstant == world.clock.now)
        }
    }

    /// Each citizen with each method, and the level in the answer.
    @Test(arguments: [
        (TestCitizen.ana, LevelOfAssurance.low, LevelOfAssurance.substantial), (.ana, .substantial, .substantial),
        (.pablo, .substantial, .substantial), (.sergio, .substantial, .substantial), (.bruno, .low, .low),
        (.nora, .low, .low),
    ])
    func `a PIN has the level of the registration`(
        _ citizen: TestCitizen, _ asked: LevelOfAssurance, _ released: LevelOfAssurance
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(asked).walkByPIN(citizen)
        _ = try await journey.accept(journey.answer(), reaching: [released])
    }

    @Test(arguments: [
        (TestCitizen.ana, LevelOfAssurance.low, LevelOfAssurance.low, 0), (.bruno, .low, .low, 0),
        (.nora, .low, .low, 0), (.ana, .substantial, .substantial, 1), (.pablo, .substantial, .substantial, 1),
    ])
    func `a password is low, or substantial with a code`(
        _ citizen: TestCitizen, _ asked: LevelOfAssurance, _ released: LevelOfAssurance, _ messages: Int
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(asked).walkByPermanentKey(citizen)
        let person = try await journey.accept(journey.answer(), reaching: [released])
        #expect(person.values(of: ClaveAttribute.selectedIdP.name) == ["SEGSOC"])
        await world.deliverMessages()
        #expect(world.telephone.messages.count == messages)
    }

    @Test(arguments: [
        (DevelopmentPKI.Citizen.fnmt, LevelOfAssurance.low, LevelOfAssurance.substantial),
        (.fnmt, .substantial, .substantial), (.dnie, .substantial, .high), (.dnie, .high, .high),
    ])
    func `a certificate is substantial, or high in a secure device`(
        _ citizen: DevelopmentPKI.Citizen, _ asked: LevelOfAssurance, _ released: LevelOfAssurance
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(asked).walkByCertificate(citizen)
        let person = try await journey.accept(journey.answer(), reaching: [released])
        #expect(person.values(of: EIDASAttribute.personIdentifier.name) == ["ES/ES/\(citizen.rawValue)"])
        #expect(person.values(of: ClaveAttribute.selectedIdP.name) == ["AFIRMA"])
    }

    @Test func `an unregistered citizen signs in with a certificate`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.citizens = []
        let world = try await BrokerWorld(recipe)
        let journey = try await world.begin(.high).walkByCertificate(.dnie)
        let person = try await journey.accept(journey.answer(), reaching: [.high])
        #expect(person.values(of: EIDASAttribute.dateOfBirth.name) == [], "not known")
        #expect(person.values(of: EIDASAttribute.currentGivenName.name) == ["PABLO"])
    }

    @Test func `an exact low keeps a password low although its owner can reach substantial`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(world.request(world.office, .exact, .low), from: world.office)
            .walkByPermanentKey(.ana)
        _ = try await journey.accept(journey.answer(), reaching: [.low])
    }

    @Test(arguments: [
        (ResponseBuilder.Signing.assertion, AssertionExpectation.SignatureMinimum.assertion), (.response, .response),
        (.both, .both),
    ])
    func `signs the elements that the decision requires`(
        _ signing: ResponseBuilder.Signing, _ minimum: AssertionExpectation.SignatureMinimum
    ) async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries = [TestServiceProvider().entityID: ServicePolicy(signing: signing)]
        let world = try await BrokerWorld(recipe)
        var office = world.office
        office.wantAssertionsSigned = false
        try await world.add(office)
        try await world.entities.register.refresh()
        let journey = try await world.begin().walkByPIN(.ana)
        let answer = try await journey.answer()
        _ = try world.accept(answer, to: journey.request, at: world.office, signed: minimum)
        let authentic = try world.authentic(answer)
        #expect(authentic.responseIsSigned == (signing != .assertion))
        #expect(authentic.assertionIsSigned == (signing != .response))
    }

    @Test func `signs with an elliptic curve key`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.signingKey = .ellipticCurve
        let world = try await BrokerWorld(recipe)
        let journey = try await world.begin().walkByPIN(.ana)
        _ = try await journey.accept(journey.answer())
    }

    @Test func `each session has its own SessionIndex, without personal data`() async throws {
        let world = try await BrokerWorld()
        var indexes: Set<String> = []
        for _ in 0..<3 {
            world.clock.turn(by: .seconds(60))
            let journey = try await world.begin().walkByPermanentKey(.ana)
            let person = try await journey.accept(journey.answer())
            let index = try #require(person.authnStatement.sessionIndex)
            #expect(index.utf8.count == 41 && index.hasPrefix("_"))
            #expect(person.nameID.map { !index.contains($0.value) } == true)
            indexes.insert(index)
        }
        #expect(indexes.count == 3)
    }
}

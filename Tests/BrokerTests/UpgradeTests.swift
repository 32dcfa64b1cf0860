import Broker
import Federation
import Foundation
import SAML
import Secrets
import Storage
import TestBroker
import TestDatabases
import TestFederation
import Testing
import XML

/// Tests that the data of the previous release is usable after an upgrade.
///
/// The rows were written by that release, in each state of a login: see `StoredRelease`.
struct UpgradeTests {
    private static func upgraded(
        _ engine: TestEngine, before end: TimeInterval = 0, _ body: (BrokerWorld, [String: String]) async throws -> Void
    ) async throws {
        let release = try StoredRelease.release15
        try await release.with(engine) { database in
            try await database.migrate()
            let time = try #require(release.facts["end"].flatMap(Double.init))
            var recipe = BrokerWorld.Recipe()
            recipe.seed = 99
            recipe.entries[TestServiceProvider.library.entityID] = ServicePolicy(asksConsent: true)
            try await body(
                BrokerWorld(reopening: database, recipe, at: Date(timeIntervalSince1970: time - end)), release.facts)
        }
    }

    /// The browser of a login that began before the upgrade.
    private static func journey(
        _ name: String, _ world: BrokerWorld, _ facts: [String: String]
    ) throws -> Journey {
        let id = try #require(facts["\(name).id"].flatMap(LoginID.init(rawValue:)))
        let handle = try #require(facts["\(name).handle"].flatMap { Handle($0) })
        return Journey(
            world: world, service: .office, request: world.request(.office), id: id, handle: handle)
    }

    @Test(arguments: TestEngine.shared)
    func `a login at the chooser continues`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            let journey = try Self.journey("choosing", world, facts)
            _ = try await journey.walkByPermanentKey(.ana).answer()
            // Another broker finds the beginning that the first one has written next to the state.
            let other = try await world.another(seed: 100)
            guard case .answered = try await journey.at(other).state else {
                Issue.record("the login is not answered")
                return
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `another broker continues a login that the first one has changed`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            let journey = try Self.journey("choosing", world, facts)
            try await journey.choose(.permanentKey)
            let other = journey.at(try await world.another(seed: 100))
            guard case .proved = try await other.submitPassword(.ana) else {
                Issue.record("the password proved nothing")
                return
            }
            _ = try await other.answer()
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a sent code and a PIN in the outbox are accepted`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            let coded = try Self.journey("coded", world, facts)
            guard case .proved = try await coded.enterCode(try #require(facts["coded.code"])) else {
                Issue.record("the code proved nothing")
                return
            }
            _ = try await coded.answer()
            let waiting = try Self.journey("waiting", world, facts)
            guard case .proved = try await waiting.enterPIN(waiting.receiveCode(.ana)) else {
                Issue.record("the PIN proved nothing")
                return
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a PIN request before the upgrade counts`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            let waiting = try Self.journey("waiting", world, facts)
            guard case .wait(let pause) = try await waiting.requestPINAgain() else {
                Issue.record("a message is not remembered")
                return
            }
            #expect(pause == Pause(until: world.clock.now + 30, cause: .messages))
        }
    }

    @Test(arguments: TestEngine.shared)
    func `evidence of a certificate, a proved login and a stored answer are accepted`(_ engine: TestEngine) async throws
    {
        // Evidence is valid for one minute.
        try await Self.upgraded(engine, before: 60) { world, facts in
            let ticketed = try Self.journey("ticketed", world, facts)
            guard case .proved = try await ticketed.redeem(try #require(facts["ticketed.code"])) else {
                Issue.record("the certificate proved nothing")
                return
            }
            _ = try await Self.journey("proved", world, facts).answer()
            let answer = try await Self.journey("answered", world, facts).earlierAnswer()
            #expect(answer.samlResponse == facts["answered.response"])
            #expect(answer.session?.text == facts["session"])
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a session signs in with the same persistent NameID`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            try await world.add(.office)
            try await world.entities.register.refresh()
            let handle = try #require(facts["session"].flatMap { Handle($0) })
            let found = try #require(
                try await world.sessions.session(of: handle, at: TestServiceProvider.office.entityID))
            #expect(found.session.session.person.principal.text == TestCitizen.pablo.document)
            let open = try await world.begin().open()
            let resumed = try #require(try SessionReuse(world.signIn).resume(open, with: found))
            _ = try await LoginCompletion(world.signIn).answer(resumed, resumedBy: found)
            // Ana's NameID at the office is the one of the previous release.
            let journey = try await world.begin().walkByPermanentKey(.ana)
            #expect(try await journey.accept(journey.answer()).nameID?.value == facts["nameID"])
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a citizen with permanent consent is not asked again`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, _ in
            try await world.add(.library)
            try await world.entities.register.refresh()
            let journey = try await world.begin(world.request(.library, .minimum, .low), from: .library)
            _ = try await journey.walkByPermanentKey(.ana).answer()
        }
    }

    /// The text of the decisions in that release's database is the name of the library in the recipe.
    @Test(arguments: TestEngine.shared)
    func `decisions that were stored as text apply, also with metadata that is added again`(
        _ engine: TestEngine
    ) async throws {
        try await Self.upgraded(engine) { world, _ in
            let name = TestServiceProvider.library.entityID
            func stored() async throws -> StoredDecisions? {
                try await world.database.read { try EntityStore($0).find(name.rawValue)?.decisions }
            }
            #expect(try await stored() == .text(name.rawValue))
            #expect(world.entities.serviceProvider(name)?.policy == ServicePolicy(asksConsent: true))
            try await world.register(
                name.rawValue, XMLWriter.canonical(TestServiceProvider.library.descriptor.xml).bytes)
            try await world.entities.register.refresh()
            #expect(world.entities.serviceProvider(name)?.policy == ServicePolicy(asksConsent: true))
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a logout continues`(_ engine: TestEngine) async throws {
        try await Self.upgraded(engine) { world, facts in
            let id = try #require(facts["logout.id"].flatMap(LogoutID.init(rawValue:)))
            let handle = try #require(facts["logout.handle"].flatMap { Handle($0) })
            let propagation = LogoutPropagation(world.logouts)
            let open = try await propagation.open(id, with: handle, session: nil)
            _ = try await propagation.step(open, from: open.version, seemsUnreachable: false)
        }
    }
}

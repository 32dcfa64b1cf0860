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

/// Tests requests by HTTP-Redirect from a browser with a session: they are answered without showing a page.
struct AnswerAtOnceTests {
    /// A citizen who is signed in, and the cookie of the session.
    private static func signedIn(
        _ recipe: BrokerWorld.Recipe = .init(), _ level: LevelOfAssurance = .low
    ) async throws -> (world: BrokerWorld, session: Handle) {
        let world = try await BrokerWorld(recipe)
        let answer = try await world.begin(level).walkByPermanentKey(.ana).answer()
        return (world, try #require(answer.session))
    }

    private static func arrive(
        _ request: AuthnRequest, from service: TestServiceProvider = .office, with session: Handle?,
        at world: BrokerWorld
    ) async throws -> SingleSignOn.Beginning {
        let query = try service.query(request, relayState: "estado")
        return try await SingleSignOn(world.signIn).begin(
            RedirectBinding.receive(AuthnRequest.self, query: query), from: BrokerWorld.client, session: session)
    }

    @Test func `is answered as the service requests, and a reload gets the same answer`() async throws {
        let (world, session) = try await Self.signedIn()
        let request = world.request(world.office, .minimum, .low)
        guard case .answered(let answer, let open) = try await Self.arrive(request, with: session, at: world) else {
            Issue.record("not answered at once")
            return
        }
        let accepted = try world.accept(answer, to: request, at: world.office, reaching: [.low])
        #expect(accepted.nameID?.format == .persistent && answer.relayState == "estado")
        #expect(answer.session == nil && answer.knownBrowser == nil)
        let again = try await world.signIn.open(open.login.id, with: open.answerHandle)
        #expect(try await LoginCompletion(world.signIn).earlierAnswer(again) == answer)
        // The login's own cookie was never sent, so it does not open the login.
        await #expect(throws: SignInError.unknownLogin) {
            try await world.signIn.open(open.login.id, with: open.handle)
        }
    }

    @Test func `needs two reads, one write and few statements`() async throws {
        let log = StatementLog()
        let world = try await BrokerWorld(on: Database.sqliteInMemory().observed(by: log.observer))
        let session = try #require(try await world.begin().walkByPermanentKey(.ana).answer().session)
        log.clear()
        let beginning = try await Self.arrive(world.request(.office, .minimum, .low), with: session, at: world)
        guard case .answered = beginning else {
            Issue.record("not answered at once")
            return
        }
        let begins = log.events.filter { $0 == .begin(.reading) || $0 == .begin(.writing) }
        #expect(begins.filter { $0 == .begin(.writing) }.count == 1 && begins.count <= 3)
        #expect(log.statements.count <= 8, "\(log.statements)")
    }

    @Test func `the audit trail contains the start and the grant`() async throws {
        let (world, session) = try await Self.signedIn()
        let beginning = try await Self.arrive(world.request(world.office), with: session, at: world)
        guard case .answered(_, let open) = beginning else {
            Issue.record("not answered at once")
            return
        }
        #expect(try await world.trail(of: open.login.id).map(\.event) == ["login.started", "login.granted"])
    }

    @Test func `a repeated request continues the same login`() async throws {
        let (world, session) = try await Self.signedIn()
        let request = world.request(world.office)
        guard case .answered(_, let open) = try await Self.arrive(request, with: session, at: world),
            case .known(let known) = try await Self.arrive(request, with: session, at: world)
        else {
            Issue.record("not answered and then known")
            return
        }
        #expect(known == open.login.id)
    }

    @Test func `a repeated request is recognized before anything is signed or written`() async throws {
        let log = StatementLog()
        let world = try await BrokerWorld(on: Database.sqliteInMemory().observed(by: log.observer))
        let session = try #require(try await world.begin().walkByPermanentKey(.ana).answer().session)
        let request = world.request(world.office)
        _ = try await Self.arrive(request, with: session, at: world)
        log.clear()
        guard case .known = try await Self.arrive(request, with: session, at: world) else {
            Issue.record("the request is not known")
            return
        }
        #expect(log.events.filter { $0 == .begin(.writing) }.isEmpty)
        #expect(log.statements.count == 1)
    }

    @Test func `a slow key signs on its own thread, with the same result`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.signingKey = TestKey.longIdentityProvider
        let (world, session) = try await Self.signedIn(recipe)
        let request = world.request(world.office, .minimum, .low)
        guard case .answered(let answer, _) = try await Self.arrive(request, with: session, at: world) else {
            Issue.record("not answered at once")
            return
        }
        _ = try world.accept(answer, to: request, at: world.office, reaching: [.low])
    }

    @Test(arguments: 1...3)
    func `only one of several simultaneous equal requests is answered`(_ round: Int) async throws {
        let (world, session) = try await Self.signedIn()
        let request = world.request(world.office)
        let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let beginning = try await Self.arrive(request, with: session, at: world)
                    return if case .answered = beginning { true } else { false }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered == 1)
    }

    @Test func `when the session does not satisfy the request, the citizen gets the chooser`() async throws {
        let (world, session) = try await Self.signedIn()
        let requests = [
            world.request(world.office, .minimum, .substantial),
            world.request(world.office) { $0.forceAuthn = true },
            world.request(world.office) { $0.subject = Subject(nameID: NameID("someone-else", format: .persistent)) },
        ]
        for request in requests {
            guard case .started = try await Self.arrive(request, with: session, at: world) else {
                Issue.record("\(request.id) was not started")
                return
            }
        }
        for handle in [nil, Handle(random: .system)] {
            guard case .started = try await Self.arrive(world.request(world.office), with: handle, at: world) else {
                Issue.record("answered without a session")
                return
            }
        }
    }

    @Test func `an expired session, or one of a blocked citizen, answers no request`() async throws {
        let (world, session) = try await Self.signedIn()
        _ = try await world.citizens.block(TestCitizen.ana.identifier, at: world.clock.now)
        guard case .started = try await Self.arrive(world.request(world.office), with: session, at: world) else {
            Issue.record("a person who was blocked is signed in")
            return
        }
        let (other, ended) = try await Self.signedIn()
        _ = try await SignOut(other.logouts).end(ended)
        guard case .started = try await Self.arrive(other.request(other.office), with: ended, at: other) else {
            Issue.record("a session that has ended answers")
            return
        }
    }

    @Test func `the consent page is shown for the first request and not for the second`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.entries[TestServiceProvider.library.entityID] = ServicePolicy(asksConsent: true)
        let (world, session) = try await Self.signedIn(recipe)
        let request = { world.request(.library, .minimum, .low) }
        guard case .started(let open) = try await Self.arrive(request(), from: .library, with: session, at: world)
        else {
            Issue.record("answered without consent")
            return
        }
        let found = try #require(try await world.sessions.sessionAtService(of: open))
        let resumed = try #require(try SessionReuse(world.signIn).resume(open, with: found))
        _ = try await LoginCompletion(world.signIn).answer(resumed, resumedBy: found, consent: .remembered)
        guard case .answered = try await Self.arrive(request(), from: .library, with: session, at: world) else {
            Issue.record("asked again")
            return
        }
    }
}

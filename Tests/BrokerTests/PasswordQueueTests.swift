import Broker
import Citizens
import Federation
import Storage
import TestBroker
import Testing

@testable import Secrets

/// Tests the queue of passwords to check, and the renewal of hashes.
struct PasswordQueueTests {
    private func journey(_ world: BrokerWorld) async throws -> Journey {
        let journey = try await world.begin()
        try await journey.choose(.permanentKey)
        return journey
    }

    /// Returns a world in which two passwords can be checked at the same time and none can wait.
    private func narrowWorld() async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        recipe.maximumPasswordsWaiting = 0
        recipe.citizens = [.sergio]
        let world = try await BrokerWorld(recipe)
        try await world.add(.ana)
        return world
    }

    private func release(_ place: consuming PasswordHasher.Place) {}

    /// The bug: while the queue was full, each attempt was counted and none was checked, until the document was paused.
    @Test func `a password is not counted when the queue is full`() async throws {
        let world = try await narrowWorld()
        let journey = try await journey(world)
        let first = try world.passwords.reserve()
        let second = try world.passwords.reserve()
        for _ in 0..<200 {
            await #expect(throws: SignInError.overloaded) { try await journey.submitPassword(.ana, "Otra-Cosa-1") }
        }
        release(first)
        release(second)
        for _ in 0..<4 {
            guard case .wrong = try await journey.submitPassword(.ana, "Otra-Cosa-1") else {
                Issue.record("not wrong")
                return
            }
        }
        guard case .proved = try await journey.submitPassword(.ana) else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `a full queue allows no uncounted guesses`() async throws {
        let world = try await narrowWorld()
        let journey = try await journey(world)
        let before = world.passwords.operations
        var (wrong, paused) = (0, 0)
        for round in 0..<20 {
            let outcomes = await withTaskGroup(of: PermanentKeyLogin.Outcome?.self) { group in
                for number in 0..<10 {
                    group.addTask { try? await journey.submitPassword(.ana, "Adivina-\(round)-\(number)") }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for outcome in outcomes {
                switch outcome {
                case .wrong: wrong += 1
                case .paused: paused += 1
                case nil: break
                case .proved, .codeSent, .fellShort, .malformed, .wait: Issue.record("\(String(describing: outcome))")
                }
            }
        }
        #expect(wrong == 5)
        #expect(paused > 0)
        #expect(world.passwords.operations - before == 5)
    }

    @Test func `a citizen who is blocked while the password waits is refused`() async throws {
        try await expectWrong { world in
            let isBlocked = try await world.citizens.block(TestCitizen.ana.identifier, at: world.clock.now)
            #expect(isBlocked)
        }
    }

    @Test func `a password that is changed while it waits is refused`() async throws {
        try await expectWrong { world in
            world.clock.turn(by: .seconds(1))
            // The broker's hasher is busy.
            let register = CitizenRegister(
                database: world.database,
                passwords: PasswordHasher(cost: PasswordCost(kibibytes: 16, passes: 1)))
            let change = try await register.setPassword(
                Password("Nueva-Clave-77"), of: TestCitizen.ana.identifier, at: world.clock.now)
            guard case .changed = change else { throw BrokerWorld.Trouble.unexpected("\(change)") }
        }
    }

    /// Expects that the correct password is refused after `change`, which runs while the password waits for the hasher.
    private func expectWrong(after change: (BrokerWorld) async throws -> Void) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        try await journey.choose(.permanentKey)
        let held = HeldWork()
        async let others: Void = hold(world.passwords.lanes, 2, by: held)
        await held.begun(2)
        async let outcome = journey.submitPassword(.ana)
        // The attempt is charged in the transaction that reads the password.
        while try await world.database.read({ try $0.rows("SELECT id FROM charges").isEmpty }) {
            await Task.yield()
        }
        try await change(world)
        held.release(2)
        guard case .wrong = try await outcome else {
            Issue.record("accepted")
            return
        }
        try await others
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
    }

    private func hold(_ lanes: WorkLanes, _ count: Int, by held: HeldWork) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count { group.addTask { try await lanes.run { held.run() } } }
            try await group.waitForAll()
        }
    }

    @Test func `a correct password renews a hash with another cost, a wrong one does not`() async throws {
        let world = try await BrokerWorld()
        let today = try await world.another(seed: 2, passwordCost: PasswordCost(kibibytes: 16, passes: 1))
        let document = try TestCitizen.ana.identifier.text
        let hash = { try await world.database.read { try CitizenStore($0).find(document)?.passwordHash } }
        let old = try await hash()
        #expect(old?.contains("$m=8,") == true)
        _ = try await journey(today).submitPassword(.ana, "Otra-Cosa-1")
        #expect(try await hash() == old)

        let before = today.passwords.operations
        guard case .proved = try await journey(today).submitPassword(.ana) else {
            Issue.record("not proved")
            return
        }
        #expect(today.passwords.operations - before == 2)
        let new = try await hash()
        #expect(new?.contains("$m=16,") == true)

        guard case .proved = try await journey(today).submitPassword(.ana) else {
            Issue.record("the new hash does not verify")
            return
        }
        #expect(today.passwords.operations - before == 3)
        #expect(try await hash() == new)
    }
}

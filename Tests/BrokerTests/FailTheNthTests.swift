import Broker
import Citizens
import Federation
import SAML
import Storage
import TestBroker
import TestDatabases
import TestFederation
import Testing

/// Fails the Nth step of the database, for every N, over a whole login: BEGIN, statements, COMMIT, and COMMIT with a
/// lost response. The citizen tries again. There are never two answers, no answer is lost, and no proof is accepted
/// twice.
struct FailTheNthTests {
    @Test(arguments: [TestEngine.inMemory, .postgres], RetryingCitizen.Way.allCases)
    func `a login survives the failure of each of its steps`(
        _ engine: TestEngine, _ way: RetryingCitizen.Way
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let saboteur = Saboteur()
            let quiet = try await BrokerWorld(on: test.database)
            let world = try await quiet.another(on: test.database.observed(by: saboteur.observer), seed: 2)
            let citizen = RetryingCitizen(citizen: .ana, way: way, world: world)
            // The citizen has signed in before, so each walk has the same steps.
            _ = try await RetryingCitizen(citizen: .ana, way: way, world: quiet).walk()
            world.clock.turn(by: way == .certificate ? .seconds(1) : .seconds(86_400))
            world.telephone.forget()
            saboteur.aim(at: nil)
            let first = try await citizen.walk()
            let steps = saboteur.count
            try await check(first, quiet, step: 0)
            #expect(steps > 20)
            for step in 1...steps {
                // Go to another day, so that no limit applies. Certificates need no pause, and would expire.
                world.clock.turn(by: way == .certificate ? .seconds(1) : .seconds(86_400))
                world.telephone.forget()
                saboteur.aim(at: step)
                let walk = try await citizen.walk()
                #expect(saboteur.hasStruck, "step \(step)")
                saboteur.aim(at: nil)
                try await check(walk, quiet, step: step)
            }
        }
    }

    @Test(arguments: RetryingCitizen.Way.allCases)
    func `the first login of a citizen survives the failure of each of its steps`(
        _ way: RetryingCitizen.Way
    ) async throws {
        var step = 1
        while true {
            let saboteur = Saboteur()
            let database = try await Database.sqliteInMemory()
            let quiet = try await BrokerWorld(on: database)
            let world = try await quiet.another(on: database.observed(by: saboteur.observer), seed: 2)
            saboteur.aim(at: step)
            let walk = try await RetryingCitizen(citizen: .ana, way: way, world: world).walk()
            guard saboteur.hasStruck else { break }
            saboteur.aim(at: nil)
            try await check(walk, quiet, step: step)
            step += 1
        }
        #expect(step > 20)
    }

    /// Many failures: each step fails one time in eight.
    @Test(arguments: [TestEngine.inMemory, .postgres], RetryingCitizen.Way.allCases)
    func `a login survives a database that fails often`(
        _ engine: TestEngine, _ way: RetryingCitizen.Way
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let saboteur = Saboteur()
            // Unfinished attempts count too, and here there are many.
            var recipe = BrokerWorld.Recipe()
            recipe.allowance = .generous
            let quiet = try await BrokerWorld(on: test.database, recipe)
            let world = try await quiet.another(on: test.database.observed(by: saboteur.observer), seed: 2)
            let citizen = RetryingCitizen(citizen: .ana, way: way, world: world)
            for seed in UInt64(1)...5 {
                world.clock.turn(by: way == .certificate ? .seconds(1) : .seconds(86_400))
                world.telephone.forget()
                // Choose which of the first thousand steps fail. The message of a failed test has the seed.
                var generator = SeededGenerator(seed: seed)
                let failing = Set((1...1000).filter { _ in generator.oneIn(8) })
                saboteur.aim { failing.contains($0) }
                let walk = try await citizen.walk()
                saboteur.aim(at: nil)
                try await check(walk, quiet, step: Int(seed))
            }
        }
    }

    private func check(_ walk: RetryingCitizen.Walk, _ world: BrokerWorld, step: Int) async throws {
        let journey = walk.journey
        let answer = try #require(walk.answers.first)
        #expect(Set(walk.answers) == [answer], "two answers at step \(step)")
        #expect(walk.proofs <= 1, "two proofs at step \(step)")
        _ = try journey.accept(answer, reaching: [.substantial])
        #expect(try await journey.earlierAnswer() == answer, "a lost answer at step \(step)")
        let id = journey.id.rawValue
        let trail = try await world.database.read { try AuditStore($0).entries(of: id) }.map(\.event)
        #expect(trail == ["login.started", "login.granted"], "step \(step)")
        if let code = walk.codes.last {
            await #expect(throws: SignInError.impossible(.alreadyAnswered)) { try await journey.enterPIN(code) }
            await #expect(throws: SignInError.impossible(.alreadyAnswered)) { try await journey.enterCode(code) }
            #expect(Set(walk.codes).count == 1, "another code at step \(step)")
        }
    }

    /// Does the same for a refusal: the citizen cancels.
    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `a cancelled login survives the failure of each of its steps`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let saboteur = Saboteur()
            let quiet = try await BrokerWorld(on: test.database)
            let world = try await quiet.another(on: test.database.observed(by: saboteur.observer), seed: 2)
            var steps = 1
            var step = 0
            while step <= steps {
                let journey = try await quiet.begin()
                saboteur.aim(at: step == 0 ? nil : step)
                let answer = try await cancel(journey.at(world))
                if step == 0 { steps = saboteur.count }
                saboteur.aim(at: nil)
                #expect(try journey.refusal(in: answer)?.subcodes == [.authnFailed], "step \(step)")
                #expect(try await journey.earlierAnswer() == answer, "step \(step)")
                step += 1
            }
            #expect(steps > 5)
        }
    }

    private func cancel(_ journey: Journey) async throws -> Answer {
        for _ in 0..<4 {
            do {
                return try await journey.cancel()
            } catch is StorageFault {
                continue
            } catch SignInError.impossible(.alreadyAnswered) {
                return try await journey.earlierAnswer()
            }
        }
        throw BrokerWorld.Trouble.unexpected("cannot cancel")
    }
}

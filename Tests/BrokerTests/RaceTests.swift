import Broker
import Federation
import SAML
import Secrets
import Storage
import TestBroker
import TestDatabases
import TestFederation
import Testing

/// Tests simultaneous requests to two brokers with one database: one succeeds, and the others get its result.
struct RaceTests {
    private static let runners = 20

    /// Creates two brokers with the same data and their own connections.
    private func withTwoBrokers(
        _ engine: TestEngine, _ body: (_ first: BrokerWorld, _ both: [BrokerWorld]) async throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let first = try await BrokerWorld(on: test.database)
            let database = try await test.another()
            do {
                let second = try await first.another(on: database, seed: 2)
                try await body(first, [first, second])
                await database.close()
            } catch {
                await database.close()
                throw error
            }
        }
    }

    private func race<Value: Sendable>(
        _ worlds: [BrokerWorld], _ run: @escaping @Sendable (BrokerWorld) async throws -> Value
    ) async -> [Result<Value, any Error>] {
        await withTaskGroup(of: Result<Value, any Error>.self) { group in
            for number in 0..<Self.runners {
                let world = worlds[number % worlds.count]
                group.addTask {
                    do { return .success(try await run(world)) } catch { return .failure(error) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Whether the error is one of those for the requests that did not win: the login has changed.
    private func isOvertaken(_ error: any Error) -> Bool {
        switch error as? SignInError {
        case .overtaken, .sessionEnded, .impossible(.alreadyProved), .impossible(.wrongState),
            .impossible(.alreadyAnswered):
            true
        case .impossible, .unknownLogin, .unknownLogout, .consentMissing, .overloaded, nil: false
        }
    }

    @Test(arguments: TestEngine.shared) func `one PIN is accepted once`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let journey = try await first.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana)
            let pin = try await journey.receiveCode(.ana)
            let results = await race(both) { try await journey.at($0).enterPIN(pin) }
            var proved = 0
            for result in results {
                switch result {
                case .success(.proved): proved += 1
                case .success(let outcome): Issue.record("\(outcome)")
                case .failure(let error): #expect(isOvertaken(error), "\(error)")
                }
            }
            #expect(proved == 1)
            let answers = await race(both) { try await journey.at($0).answer() }
            let answer = try journey.accept(answers[0].get())
            #expect(answer.inResponseTo == journey.request.id)
            #expect(Set(try answers.map { try $0.get() }).count == 1)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `many simultaneous wrong PINs share three attempts`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let journey = try await first.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana)
            let pin = try await journey.receiveCode(.ana)
            let wrong = pin == "11111111" ? "22222222" : "11111111"
            let results = await race(both) { try await journey.at($0).enterPIN(wrong) }
            for result in results {
                switch result {
                case .success(.wrong(let left)): #expect((1...2).contains(left))
                case .success(.useless): break
                case .success(let outcome): Issue.record("\(outcome)")
                case .failure(let error): #expect(isOvertaken(error), "\(error)")
                }
            }
            let id = journey.id.rawValue
            let trail = try await first.database.read { try AuditStore($0).entries(of: id) }
            #expect(trail.filter { $0.event == "proof.failed" }.count == 3)
            await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.enterPIN(pin) }
        }
    }

    @Test(arguments: TestEngine.shared) func `one request begins one login`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let request = first.request(first.office)
            let results = await race(both) { try await $0.arrive(request, from: $0.office) }
            var started: [LoginID] = []
            var known: Set<LoginID> = []
            for result in results {
                switch try result.get() {
                case .started(let open): started.append(open.login.id)
                case .known(let id): known.insert(id)
                case .answered, .refused: Issue.record("answered at once")
                }
            }
            #expect(started.count == 1)
            #expect(known == Set(started))
        }
    }

    @Test(arguments: TestEngine.shared)
    func `one login has one answer, granted or cancelled`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let journey = try await first.begin().walkByPermanentKey(.ana)
            // One half requests the answer, the other cancels.
            let results = await race(both) { world -> Answer? in
                let journey = journey.at(world)
                guard world.recipe.seed == 2 else { return try await journey.answer() }
                return try await journey.cancel()
            }
            var answers: Set<Answer> = []
            for result in results {
                switch result {
                case .success(let answer): if let answer { answers.insert(answer) }
                case .failure(let error): #expect(isOvertaken(error), "\(error)")
                }
            }
            #expect(answers.count == 1)
            #expect(try await answers.first == journey.earlierAnswer())
        }
    }

    @Test(arguments: TestEngine.shared)
    func `the code of one certificate is accepted once`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let journey = try await first.begin()
            try await journey.choose(.certificate)
            let code = try await journey.certificateCode(.fnmt)
            let results = await race(both) { try await journey.at($0).redeem(code) }
            var proved = 0
            for result in results {
                switch result {
                case .success(.proved): proved += 1
                case .success(.nothing): break
                case .success(let outcome): Issue.record("\(outcome)")
                case .failure(let error): #expect(isOvertaken(error), "\(error)")
                }
            }
            #expect(proved == 1)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `many simultaneous guesses have only the attempts of the policy`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let before = both.map(\.passwords.operations).reduce(0, +)
            let journeys = [try await first.begin(), try await first.begin()]
            for journey in journeys { try await journey.choose(.permanentKey) }
            let results = await withTaskGroup(of: PermanentKeyLogin.Outcome?.self) { group in
                for number in 0..<100 {
                    let journey = journeys[number % 2].at(both[number / 2 % 2])
                    group.addTask { try? await journey.submitPassword(.ana, "Adivina-\(number)-Clave") }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let wrong = results.filter { if case .wrong = $0 { true } else { false } }
            let paused = results.filter { if case .paused = $0 { true } else { false } }
            #expect(wrong.count == 5)
            #expect(paused.count == 95)
            #expect(both.map(\.passwords.operations).reduce(0, +) - before == 5)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `when one broker stops, the other continues its logins`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let second = try await BrokerWorld(on: test.database)
            let database = try await test.another()
            let first = try await second.another(on: database, seed: 2)
            let journey = try await first.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana)
            await database.close()
            await #expect(throws: (any Error).self) { try await journey.state }

            let moved = journey.at(second)
            let pin = try await moved.receiveCode(.ana)
            guard case .proved = try await moved.enterPIN(pin) else {
                Issue.record("not proved")
                return
            }
            _ = try await moved.accept(moved.answer(), reaching: [.substantial])
        }
    }

    @Test(arguments: TestEngine.shared)
    func `many simultaneous requests for one document send one PIN`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let results = await race(both) { world -> Bool in
                let journey = try await world.begin()
                try await journey.choose(.pin)
                guard case .sent = try await journey.requestPIN(.ana) else { return false }
                return true
            }
            let sent = try results.map { try $0.get() }
            #expect(sent.filter(\.self).count == 1)
            await first.deliverMessages()
            #expect(first.telephone.messages.count == 1)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `an address has the limited number of attempts for many documents at once`(
        _ engine: TestEngine
    ) async throws {
        try await withTwoBrokers(engine) { first, both in
            let results = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<120 {
                    let world = both[number % 2]
                    group.addTask {
                        let journey = try await world.begin()
                        try await journey.choose(.pin)
                        guard case .sent = try await journey.requestPIN(.unregistered(number)) else { return false }
                        return true
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count(where: \.self) == 60)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `a citizen has one persistent NameID when many logins end at once`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            let results = await race(both) { world in
                let journey = try await world.begin().walkByCertificate(.dnie)
                return try await journey.accept(journey.answer()).nameID
            }
            let names = try results.map { try $0.get() }
            #expect(Set(names).count == 1)
        }
    }

    @Test(arguments: TestEngine.shared)
    func `one document has five of many simultaneous passwords from one address`(
        _ engine: TestEngine
    ) async throws {
        try await withTwoBrokers(engine) { first, both in
            var journeys: [Journey] = []
            for _ in 0..<12 {
                let journey = try await first.begin()
                try await journey.choose(.permanentKey)
                journeys.append(journey)
            }
            let judged = await withTaskGroup(of: Bool.self) { [journeys] group in
                for (number, journey) in journeys.enumerated() {
                    group.addTask {
                        let outcome = try? await journey.at(both[number % 2]).submitPassword(.ana, "Otra-Cosa-1")
                        guard case .wrong = outcome else { return false }
                        return true
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(judged == 5)
        }
    }

    /// After nineteen wrong codes, five logins of one claim enter another one at the same time.
    @Test(arguments: TestEngine.shared)
    func `simultaneous wrong codes of many logins share one budget`(_ engine: TestEngine) async throws {
        try await withTwoBrokers(engine) { first, both in
            var journeys: [Journey] = []
            for _ in 0..<5 {
                let journey = try await first.begin()
                try await journey.choose(.pin)
                guard case .sent = try await journey.requestPIN(.ana) else {
                    throw BrokerWorld.Trouble.unexpected("a wait")
                }
                journeys.append(journey)
                first.clock.turn(by: .seconds(31))
            }
            _ = try await journeys[0].mistypePIN()
            try await first.addGuesses(18)
            let judged = await withTaskGroup(of: Bool.self) { [journeys] group in
                for (number, journey) in journeys.enumerated() {
                    group.addTask {
                        switch try? await journey.at(both[number % 2]).mistypePIN() {
                        case .wrong, .useless: true
                        default: false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(judged == 1)
        }
    }
}

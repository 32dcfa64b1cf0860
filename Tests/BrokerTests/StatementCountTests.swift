import Broker
import Citizens
import Federation
import Secrets
import Storage
import TestBroker
import TestDatabases
import Testing

/// Tests how many statements and transactions the steps of a login need, with any limits.
struct StatementCountTests {
    /// The statements and transactions of one step.
    struct Count: Equatable {
        let writing: Int
        let reading: Int
        let statements: Int

        init(_ log: StatementLog) {
            writing = log.events.count { $0 == .begin(.writing) }
            reading = log.events.count { $0 == .begin(.reading) }
            statements = log.statements.count
        }
    }

    private func with(
        _ engine: TestEngine, _ body: (BrokerWorld, StatementLog) async throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let log = StatementLog()
            let quiet = try await BrokerWorld(on: test.database)
            try await body(quiet.another(on: test.database.observed(by: log.observer), seed: 2), log)
        }
    }

    /// Counts one step of a login. Opening the login is not counted.
    private func count<Value>(
        _ log: StatementLog, _ journey: Journey, _ step: (OpenLogin) async throws -> Value
    ) async throws -> (Value, Count) {
        let open = try await journey.open()
        log.clear()
        return (try await step(open), Count(log))
    }

    /// An IPv6 address counts in three networks.
    private static let addresses = ["192.0.2.1", "2001:db8:1:1::1"]

    @Test(arguments: [TestEngine.inMemory, .postgres], addresses)
    func `a PIN is requested in one transaction`(_ engine: TestEngine, _ address: String) async throws {
        try await with(engine) { world, log in
            let journey = try await world.begin()
            try await journey.choose(.pin)
            for attempt in 1...2 {
                let (outcome, count) = try await count(log, journey) { open in
                    if attempt > 1 {
                        return try await PINLogin(world.signIn).requestAgain(
                            by: journey.visitor(from: address), for: open)
                    }
                    return try await PINLogin(world.signIn).request(
                        .init(document: TestCitizen.ana.document, contrast: TestCitizen.ana.contrast, ownCode: "AB12"),
                        by: journey.visitor(from: address), for: open)
                }
                guard case .sent = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
                #expect(count.writing == 1 && count.reading == 0 && count.statements <= 8, "\(count) \(log.statements)")
                world.clock.turn(by: .seconds(31))
            }
        }
    }

    @Test(arguments: [TestEngine.inMemory, .postgres], addresses)
    func `a correct PIN is accepted in one transaction`(_ engine: TestEngine, _ address: String) async throws {
        try await with(engine) { world, log in
            // The citizen has signed in before.
            _ = try await world.begin().walkByPermanentKey(.ana)
            let journey = try await world.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana, from: address)
            _ = try await journey.mistypePIN(from: address)
            let pin = try await journey.receiveCode(.ana)
            let (outcome, count) = try await count(log, journey) { open in
                try await PINLogin(world.signIn).enter("AB12" + pin, by: journey.visitor(from: address), in: open)
            }
            guard case .proved = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(count.writing == 1 && count.reading == 0 && count.statements <= 10, "\(count) \(log.statements)")
        }
    }

    @Test(arguments: [TestEngine.inMemory, .postgres], addresses)
    func `a wrong PIN is counted in one transaction`(_ engine: TestEngine, _ address: String) async throws {
        try await with(engine) { world, log in
            let journey = try await world.begin()
            try await journey.choose(.pin)
            _ = try await journey.requestPIN(.ana, from: address)
            let (outcome, count) = try await count(log, journey) { open in
                try await PINLogin(world.signIn).enter(
                    "000000000000", by: journey.visitor(from: address), in: open)
            }
            guard case .wrong = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(count.writing == 1 && count.reading == 0 && count.statements <= 6, "\(count) \(log.statements)")
        }
    }

    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `a password is charged in one transaction and accepted in another`(_ engine: TestEngine) async throws {
        try await with(engine) { world, log in
            let journey = try await world.begin(.substantial)
            try await journey.choose(.permanentKey)
            let (outcome, count) = try await count(log, journey) { open in
                try await PermanentKeyLogin(world.signIn).submit(
                    document: TestCitizen.ana.document, password: TestCitizen.ana.password ?? "",
                    by: journey.visitor(), for: open)
            }
            guard case .codeSent = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(count.writing == 2 && count.reading == 0 && count.statements <= 12, "\(count) \(log.statements)")
        }
    }

    /// The bug: the cost of reading a limit grew with its maximum.
    @Test func `the statements depend neither on the maximum nor on the count`() async throws {
        var references: [[String]] = []
        for (hourly, used) in [(60, 0), (100_000, 0), (100_000, 300)] {
            var recipe = BrokerWorld.Recipe()
            recipe.allowance = .standard(hourly: hourly, daily: 2 * hourly)
            let log = StatementLog()
            let database = try await Database.sqliteInMemory()
            let quiet = try await BrokerWorld(on: database, recipe)
            for number in 0..<used {
                let journey = try await quiet.begin()
                try await journey.choose(.pin)
                _ = try await journey.requestPIN(.unregistered(number))
            }
            let world = try await quiet.another(on: database.observed(by: log.observer), seed: 2)
            let journey = try await world.begin()
            try await journey.choose(.pin)
            log.clear()
            _ = try await journey.requestPIN(.ana)
            references.append(log.statements)
        }
        #expect(Set(references).count == 1)
    }
}

import Broker
import Federation
import Storage
import TestBroker
import TestDatabases
import Testing

/// Tests the order in which transactions lock rows. With one order for all, there is no deadlock.
struct LockOrderTests {
    /// The rows that a statement locks, in the required order.
    private enum Lock: Int, Comparable {
        case challenge
        case login
        case charge
        case credit
        case tally

        init?(_ sql: String) {
            let beginnings: [(String, Lock)] = [
                ("UPDATE challenges", .challenge), ("INSERT INTO challenges", .challenge), ("UPDATE logins", .login),
                ("DELETE FROM charges", .charge), ("INSERT INTO credits", .credit), ("INSERT INTO limits", .tally),
            ]
            guard let lock = beginnings.first(where: { sql.hasPrefix($0.0) })?.1 else { return nil }
            self = lock
        }

        static func < (one: Lock, other: Lock) -> Bool { one.rawValue < other.rawValue }
    }

    private func expectOrder(_ log: StatementLog, _ step: String) {
        for transaction in log.events.split(separator: .begin(.writing)) {
            let statements = transaction.compactMap { if case .statement(let sql) = $0 { sql } else { nil } }
            var locks = statements.compactMap(Lock.init)
            // The wrong codes of a claim are locked first, before the code is judged.
            if statements.contains(where: { $0.hasPrefix("UPDATE challenges") }), locks.first == .tally {
                locks.removeFirst()
            }
            #expect(locks == locks.sorted(), "\(step): \(locks)")
            let last = statements.last { !$0.hasPrefix("SELECT") }
            if locks.contains(.tally) { #expect(last.flatMap(Lock.init) == .tally, "\(step): others wait longer") }
        }
        log.clear()
    }

    @Test func `each step locks wrong codes, login, charges, credits and other tallies in this order`()
        async throws
    {
        let log = StatementLog()
        let database = try await Database.sqliteInMemory()
        let quiet = try await BrokerWorld(on: database)
        let world = try await quiet.another(on: database.observed(by: log.observer), seed: 2)
        let journey = try await world.begin(.substantial)
        try await journey.choose(.pin)
        log.clear()
        _ = try await journey.requestPIN(.ana)
        expectOrder(log, "PIN")
        world.clock.turn(by: .seconds(31))
        _ = try await journey.requestPINAgain()
        expectOrder(log, "another PIN")
        let pin = try await journey.receiveCode(.ana)
        log.clear()
        _ = try await journey.mistypePIN()
        expectOrder(log, "wrong PIN")
        try await quiet.addGuesses(18)
        _ = try await journey.mistypePIN()
        expectOrder(log, "wrong PIN with which a rest begins")
        world.clock.turn(by: .seconds(60))
        _ = try await journey.enterPIN(pin)
        expectOrder(log, "PIN in a rest")
        try await byPassword(world, log)
    }

    private func byPassword(_ world: BrokerWorld, _ log: StatementLog) async throws {
        let journey = try await world.begin(.substantial)
        try await journey.choose(.permanentKey)
        log.clear()
        _ = try await journey.submitPassword(.ana)
        expectOrder(log, "password")
        world.clock.turn(by: .seconds(31))
        _ = try await journey.sendCodeAgain()
        expectOrder(log, "another code")
        let code = try await journey.receiveCode(.ana)
        log.clear()
        _ = try await journey.enterCode("00000000")
        expectOrder(log, "wrong code")
        _ = try await journey.enterCode(code)
        expectOrder(log, "right code")
    }
}

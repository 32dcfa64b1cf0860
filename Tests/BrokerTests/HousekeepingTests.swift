import Federation
import Foundation
import Logging
import Storage
import Synchronization
import Telemetry
import TestAgents
import TestBroker
import TestDatabases
import Testing

@testable import Broker

/// Tests what is deleted, and when.
struct HousekeepingTests {
    private func tidy(_ world: BrokerWorld, after seconds: Int) async throws {
        world.clock.turn(by: .seconds(seconds))
        await housekeeping(world, log: world.log).runOnce()
    }

    private func housekeeping(_ world: BrokerWorld, log: Logger) -> Housekeeping {
        Housekeeping(
            database: world.database, time: world.clock.source, log: log,
            measurements: world.measurements)
    }

    private func failures(_ world: BrokerWorld, _ step: HousekeepingStep) throws -> Double? {
        try PrometheusScrape(world.metrics.text).value(
            "aldaba_housekeeping_failures_total", ["step": step.rawValue])
    }

    @Test func `a login is kept for an hour after its end, to redirect a late citizen`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await tidy(world, after: 1200 + 3600)
        #expect(try await journey.refusal(in: journey.cancel()) != nil)
        try await tidy(world, after: 1)
        await #expect(throws: SignInError.unknownLogin) { try await journey.open() }
    }

    @Test func `the audit trail is kept after the login is deleted`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin().walkByPermanentKey(.ana)
        _ = try await journey.answer()
        try await tidy(world, after: 7200)
        #expect(try await world.trail(of: journey.id).map(\.event) == ["login.started", "login.granted"])
    }

    @Test func `an unfinished login keeps its data`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        try await tidy(world, after: 300)
        guard case .proved = try await journey.enterPIN(journey.receiveCode(.ana)) else {
            Issue.record("not proved")
            return
        }
        let answer = try await journey.answer()
        try await tidy(world, after: 119)
        #expect(try await journey.earlierAnswer() == answer)
    }

    @Test func `limits are kept while they apply`() async throws {
        let world = try await BrokerWorld()
        for _ in 0..<10 {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            guard case .sent = try await journey.requestPIN(.ana) else {
                Issue.record("not sent")
                return
            }
            try await tidy(world, after: 901)
        }
        let journey = try await world.begin()
        try await journey.choose(.pin)
        try await tidy(world, after: 1000)
        guard case .wait = try await journey.requestPIN(.ana) else {
            Issue.record("forgotten too early")
            return
        }
    }

    @Test func `wrong codes are kept for a month, charges for a day`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        _ = try await journey.mistypePIN()
        func rows(_ statement: Statement) async throws -> Int {
            try await world.database.read { try $0.rows(statement).count }
        }
        try await tidy(world, after: 86_400 + 3600)
        #expect(try await rows("SELECT id FROM charges") == 2)
        #expect(try await rows("SELECT kind FROM limits WHERE kind <> 'guess'") == 3, "messages, document, network")
        try await tidy(world, after: 3600)
        #expect(try await rows("SELECT id FROM charges") == 0)
        #expect(try await rows("SELECT kind FROM limits WHERE kind <> 'guess'") == 0)
        try await tidy(world, after: 29 * 86_400 - 3600)
        #expect(try await world.counted("guess") == 1)
        try await tidy(world, after: 3600)
        #expect(try await rows("SELECT kind FROM limits") == 0)
    }

    @Test func `sent messages are deleted an hour later`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana)
        await world.deliverMessages()
        try await tidy(world, after: 3601)
        #expect(try await world.database.read { try OutboxStore($0).backlog().count } == 0)
    }

    /// Fails each deletion in turn.
    private final class Fault: Sendable {
        private let state = Mutex((deletions: 0, failing: 0))

        func observe(_ event: StatementEvent) throws {
            guard case .statement = event else { return }
            let isStruck = state.withLock { state in
                state.deletions += 1
                return state.deletions == state.failing
            }
            if isStruck { throw StorageFault.statement("sabotage") }
        }

        func aim(at failing: Int) { state.withLock { $0 = (0, failing) } }

        var deletions: Int { state.withLock { $0.deletions } }
    }

    @Test func `a failed step is logged and counted, and the other steps run`() async throws {
        let fault = Fault()
        let quiet = try await BrokerWorld()
        let world = try await quiet.another(on: quiet.database.observed(by: fault.observe), seed: 2)
        fault.aim(at: 0)
        await housekeeping(world, log: world.log).runOnce()
        let deletions = fault.deletions
        #expect(deletions == HousekeepingStep.allCases.count)
        for step in HousekeepingStep.allCases { #expect(try failures(world, step) == 0, "\(step)") }
        for number in 1...deletions {
            let lines = LogLines()
            fault.aim(at: number)
            await housekeeping(world, log: lines.logger).runOnce()
            #expect(fault.deletions == deletions, "the others after number \(number)")
            #expect(lines.all.count == 1)
            #expect(lines.all.first?.contains("sabotage") == true, "\(lines.all)")
        }
        var counted = 0.0
        for step in HousekeepingStep.allCases {
            let failures = try #require(try failures(world, step))
            #expect(failures > 0, "\(step)")
            counted += failures
        }
        #expect(counted == Double(deletions))
    }

    @Test func `the metric of failed steps has every step from the start`() {
        #expect(MetricFamily.housekeepingFailures.known == HousekeepingStep.allCases.map { [$0.rawValue] })
    }

    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `many rows are deleted in one round by several transactions`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let log = StatementLog()
            let world = try await BrokerWorld(on: test.database)
            let now = world.clock.now
            try await test.database.write { connection in
                for number in 0..<5000 {
                    _ = try ReplayStore(connection).remember("_\(number)", from: "service", until: now, login: "login")
                }
            }
            world.clock.turn(by: .seconds(1))
            await Housekeeping(
                database: test.database.observed(by: log.observer), time: world.clock.source, log: world.log,
                measurements: world.measurements
            ).runOnce()
            #expect(log.statements.count { $0.contains("DELETE FROM replays") } == 3)
            let left = try await test.database.read { try $0.rows("SELECT login_id FROM replays").count }
            #expect(left == 0)
            let transactions = log.events.count { $0 == .committed }
            #expect(transactions == log.statements.count, "each deletion is a transaction of its own")
        }
    }
}

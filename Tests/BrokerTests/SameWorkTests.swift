import Broker
import Citizens
import Federation
import Secrets
import Storage
import TestBroker
import TestDatabases
import Testing

/// Tests that registered, blocked and unknown citizens, and those without a password, cause the same statements, one
/// Argon2 hash, one message in the outbox and the same answer. So neither pages nor response times reveal the register.
struct SameWorkTests {
    /// The work of one step.
    struct Work: Equatable {
        let statements: [String]
        let hashes: Int
        let messages: Int
    }

    /// A person and the values that they enter.
    struct Visitor: Sendable, CustomStringConvertible {
        let description: String
        let citizen: TestCitizen
        var contrast: String?
        var password: String?
        let isToGetMessage: Bool

        static let atPIN: [Visitor] = [
            Visitor(description: "known", citizen: .ana, isToGetMessage: true),
            Visitor(description: "wrong contrast", citizen: .ana, contrast: "02/01/2035", isToGetMessage: false),
            Visitor(description: "unknown", citizen: .desconocida, isToGetMessage: false),
            Visitor(description: "blocked", citizen: .blanca, isToGetMessage: false),
            Visitor(description: "without password", citizen: .sergio, isToGetMessage: true),
        ]

        static let atPassword: [Visitor] = [
            Visitor(description: "wrong", citizen: .ana, password: "Otra-Cosa-1", isToGetMessage: false),
            Visitor(description: "unknown", citizen: .desconocida, isToGetMessage: false),
            Visitor(description: "blocked", citizen: .blanca, isToGetMessage: false),
            Visitor(description: "blocked and wrong", citizen: .blanca, password: "Otra-Cosa-1", isToGetMessage: false),
            Visitor(description: "without password", citizen: .sergio, isToGetMessage: false),
        ]
    }

    /// Runs a step in a new world, and returns its work.
    private func work(
        _ engine: TestEngine, _ prepare: (Journey) async throws -> Void, _ step: (Journey) async throws -> Void
    ) async throws -> Work {
        var work: Work?
        try await TestDatabase.with(engine) { test in
            let log = StatementLog()
            let quiet = try await BrokerWorld(on: test.database)
            let world = try await quiet.another(on: test.database.observed(by: log.observer), seed: 2)
            let journey = try await world.begin(.substantial)
            try await prepare(journey)
            log.clear()
            let hashes = world.passwords.operations
            try await step(journey)
            let messages = try await test.database.read { try OutboxStore($0).backlog().count }
            work = Work(
                statements: log.statements, hashes: world.passwords.operations - hashes, messages: messages)
        }
        return try #require(work)
    }

    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `a request for a PIN costs the same for each document`(_ engine: TestEngine) async throws {
        var reference: Work?
        for visitor in Visitor.atPIN {
            let work = try await work(engine, { try await $0.choose(.pin) }) { journey in
                let outcome = try await journey.requestPIN(visitor.citizen, contrast: visitor.contrast)
                guard case .sent(let open) = outcome, case .proving(.pinSent(let code)) = open.login.state else {
                    Issue.record("\(visitor): \(outcome)")
                    return
                }
                #expect(code.isGenuine == visitor.isToGetMessage)
            }
            #expect(work.messages == 1, "\(visitor)")
            #expect(work == reference ?? work, "\(visitor)")
            reference = work
        }
        #expect(reference?.statements.count ?? 0 > 5)
    }

    @Test func `a repeated request and a wrong PIN cost the same for each document`() async throws {
        var references: [Work?] = [nil, nil]
        for visitor in Visitor.atPIN {
            let ask = { @Sendable (journey: Journey) in
                try await journey.choose(.pin)
                _ = try await journey.requestPIN(visitor.citizen, contrast: visitor.contrast)
                journey.world.clock.turn(by: .seconds(31))
            }
            let again = try await work(.inMemory, ask) { journey in
                guard case .sent = try await journey.requestPINAgain() else {
                    Issue.record("\(visitor)")
                    return
                }
            }
            #expect(again.messages == 2)
            let wrong = try await work(.inMemory, ask) { journey in
                guard case .wrong(attemptsLeft: 2) = try await journey.mistypePIN() else {
                    Issue.record("\(visitor)")
                    return
                }
            }
            #expect(again == references[0] ?? again, "\(visitor)")
            #expect(wrong == references[1] ?? wrong, "\(visitor)")
            references = [again, wrong]
        }
    }

    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `the wrong PIN that starts a pause costs the same for each document`(_ engine: TestEngine) async throws {
        var reference: Work?
        for visitor in Visitor.atPIN {
            let work = try await work(engine) { journey in
                try await journey.choose(.pin)
                _ = try await journey.requestPIN(visitor.citizen, contrast: visitor.contrast)
                _ = try await journey.mistypePIN()
                try await journey.world.addGuesses(18)
            } _: { journey in
                guard case .wrong(attemptsLeft: 1) = try await journey.mistypePIN() else {
                    Issue.record("\(visitor)")
                    return
                }
            }
            #expect(work.messages == 2, "\(visitor): the holder's message, or one without a recipient")
            #expect(work == reference ?? work, "\(visitor)")
            reference = work
        }
    }

    @Test(arguments: Visitor.atPIN) func `a message is sent only after the correct contrast datum`(
        _ visitor: Visitor
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(visitor.citizen, contrast: visitor.contrast)
        await world.deliverMessages()
        let expected = visitor.isToGetMessage ? [visitor.citizen.phone] : []
        #expect(world.telephone.messages.map(\.recipient.text) == expected)
        let waiting = try await world.database.read { try OutboxStore($0).backlog().count }
        #expect(waiting == 0, "a decoy is removed like other messages")
    }

    @Test(arguments: [TestEngine.inMemory, .postgres])
    func `a wrong password costs the same for each document`(_ engine: TestEngine) async throws {
        var reference: Work?
        for visitor in Visitor.atPassword {
            let work = try await work(engine, { try await $0.choose(.permanentKey) }) { journey in
                guard case .wrong = try await journey.submitPassword(visitor.citizen, visitor.password) else {
                    Issue.record("\(visitor)")
                    return
                }
            }
            #expect(work.hashes == 1, "\(visitor)")
            #expect(work == reference ?? work, "\(visitor)")
            reference = work
        }
        #expect(reference?.messages == 0)
    }

    @Test func `a correct password also costs one Argon2 hash`() async throws {
        let work = try await work(.inMemory, { try await $0.choose(.permanentKey) }) { journey in
            guard case .codeSent = try await journey.submitPassword(.ana) else {
                Issue.record("no code")
                return
            }
        }
        #expect(work.hashes == 1)
        #expect(work.messages == 1)
    }

    @Test func `nothing is hashed for a paused document, registered or not`() async throws {
        var reference: Work?
        for citizen in [TestCitizen.ana, .desconocida, .blanca] {
            let prepare = { @Sendable (journey: Journey) in
                try await journey.choose(.permanentKey)
                for _ in 0..<5 { _ = try await journey.submitPassword(citizen, "Otra-Cosa-1") }
            }
            let work = try await work(.inMemory, prepare) { journey in
                guard case .paused = try await journey.submitPassword(citizen) else {
                    Issue.record("not paused")
                    return
                }
            }
            #expect(work.hashes == 0)
            #expect(work == reference ?? work)
            reference = work
        }
    }
}

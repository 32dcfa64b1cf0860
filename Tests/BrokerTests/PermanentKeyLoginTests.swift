import Broker
import Citizens
import Federation
import Foundation
import Secrets
import TestBroker
import TestFederation
import Testing

struct PermanentKeyLoginTests {
    private func atPassword(_ world: BrokerWorld, _ level: LevelOfAssurance = .low) async throws -> Journey {
        let journey = try await world.begin(level)
        try await journey.choose(.permanentKey)
        return journey
    }

    /// Enters a wrong password. Returns the end of the pause, or nil if the password was judged.
    private func fail(
        _ journey: Journey, _ citizen: TestCitizen, from address: String = Journey.address
    ) async throws -> Pause? {
        switch try await journey.submitPassword(citizen, "Otra-Cosa-1", from: address) {
        case .wrong: return nil
        case .paused(let pause): return pause
        case let outcome: throw BrokerWorld.Trouble.unexpected("\(outcome)")
        }
    }

    @Test(arguments: [TestCitizen.ana, .desconocida, .blanca, .sergio])
    func `one address has five passwords an hour and ten a day for a document`(_ citizen: TestCitizen) async throws {
        let world = try await BrokerWorld()
        let start = world.clock.now
        for _ in 0..<5 { #expect(try await fail(atPassword(world), citizen) == nil) }
        #expect(try await fail(atPassword(world), citizen) == Pause(until: start + 3600, cause: .document))
        world.clock.turn(by: .seconds(3600) - .milliseconds(1))
        #expect(try await fail(atPassword(world), citizen) != nil)
        world.clock.turn(by: .milliseconds(1))
        for _ in 0..<5 { #expect(try await fail(atPassword(world), citizen) == nil) }
        #expect(try await fail(atPassword(world), citizen) == Pause(until: start + 86_400, cause: .document))
    }

    @Test func `after too many failures the correct password is refused, and other methods work`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world)
        for _ in 0..<5 { _ = try await fail(journey, .ana) }
        guard case .paused = try await journey.submitPassword(.ana) else {
            Issue.record("not paused")
            return
        }
        _ = try await world.begin().walkByPIN(.ana)
        _ = try await world.begin().walkByCertificate(.fnmt)
        _ = try await world.begin().walkByPermanentKey(.bruno)
    }

    @Test func `the correct password deletes the failures of the same login`() async throws {
        let world = try await BrokerWorld()
        let first = try await atPassword(world)
        for _ in 0..<4 { #expect(try await fail(first, .ana) == nil) }
        guard case .proved = try await first.submitPassword(.ana) else {
            Issue.record("not proved")
            return
        }
        let second = try await atPassword(world)
        for _ in 0..<5 { #expect(try await fail(second, .ana) == nil) }
        #expect(try await fail(second, .ana) != nil)
    }

    /// The bug: the charge of a correct password was deleted although no code was sent, so one citizen could have any
    /// number of passwords judged.
    @Test func `a correct password that sends no code stays charged`() async throws {
        let world = try await BrokerWorld()
        guard case .codeSent = try await atPassword(world, .substantial).submitPassword(.ana) else {
            Issue.record("no code")
            return
        }
        let before = world.passwords.operations
        var (waiting, paused) = (0, 0)
        for _ in 0..<50 {
            switch try await atPassword(world, .substantial).submitPassword(.ana) {
            case .wait: waiting += 1
            case .paused: paused += 1
            case let outcome: Issue.record("\(outcome)")
            }
        }
        #expect((waiting, paused) == (5, 45))
        #expect(world.passwords.operations - before == 5, "nothing is hashed in a pause")
    }

    @Test func `a pause of one document does not apply to another`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world)
        for _ in 0..<5 { _ = try await fail(journey, .ana) }
        #expect(try await fail(journey, .bruno) == nil)
    }

    @Test func `substantial requires a code, which is invalid after three wrong ones`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, .substantial)
        guard case .codeSent = try await journey.submitPassword(.ana) else {
            Issue.record("no code")
            return
        }
        let code = try await journey.receiveCode(.ana)
        let wrong = code == "00000000" ? "11111111" : "00000000"
        #expect(code.count == 8)
        guard case .wrong(attemptsLeft: 2) = try await journey.enterCode(wrong),
            case .wrong(attemptsLeft: 1) = try await journey.enterCode(wrong),
            case .useless(let open) = try await journey.enterCode(wrong)
        else {
            Issue.record("another outcome")
            return
        }
        #expect(open.login.state == .proving(.permanentKey), "the password again")
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.enterCode(code) }
    }

    @Test(arguments: [(299, true), (300, false)])
    func `a code is valid for five minutes`(_ seconds: Int, _ works: Bool) async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, .substantial)
        _ = try await journey.submitPassword(.ana)
        let code = try await journey.receiveCode(.ana)
        world.clock.turn(by: .seconds(seconds))
        switch try await journey.enterCode(code) {
        case .proved: #expect(works)
        case .useless: #expect(!works)
        case let outcome: Issue.record("\(outcome)")
        }
    }

    @Test func `a new code replaces the older one`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, .substantial)
        _ = try await journey.submitPassword(.ana)
        let first = try await journey.receiveCode(.ana)
        guard case .wait = try await journey.sendCodeAgain() else {
            Issue.record("too soon")
            return
        }
        world.clock.turn(by: .seconds(30))
        guard case .codeSent = try await journey.sendCodeAgain() else {
            Issue.record("not sent")
            return
        }
        let second = try await journey.receiveCode(.ana)
        #expect(first != second)
        guard case .wrong = try await journey.enterCode(first), case .proved = try await journey.enterCode(second)
        else {
            Issue.record("another outcome")
            return
        }
    }

    @Test func `a PIN is not accepted as a code, nor a code as a PIN`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, .substantial)
        _ = try await journey.submitPassword(.ana)
        _ = try await journey.receiveCode(.ana)
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.enterPIN("11111111") }
    }

    @Test(arguments: [LevelOfAssurance.substantial])
    func `a basic registration does not reach the level, reported only after the correct password`(
        _ level: LevelOfAssurance
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, level)
        guard case .wrong = try await journey.submitPassword(.bruno, "Otra-Cosa-1") else {
            Issue.record("not wrong")
            return
        }
        guard case .fellShort(let open) = try await journey.submitPassword(.bruno) else {
            Issue.record("not short")
            return
        }
        #expect(open.login.state == .choosing(after: .init(method: .permanentKey, reached: .low, registration: .basic)))
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
    }

    @Test func `a PIN of a basic registration does not reach the level, and another method does`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.substantial)
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.bruno)
        guard case .fellShort(let open) = try await journey.enterPIN(journey.receiveCode(.bruno)) else {
            Issue.record("not short")
            return
        }
        #expect(open.login.state == .choosing(after: .init(method: .pin, reached: .low, registration: .basic)))
        _ = try await journey.walkByCertificate(.fnmt).accept(journey.answer(), reaching: [.substantial])
    }

    @Test(arguments: ["", "12345678A", "B12345674", "1234"])
    func `a malformed document is reported without hashing`(_ document: String) async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world)
        let before = world.passwords.operations
        let outcome = try await PermanentKeyLogin(world.signIn).submit(
            document: document, password: "x", by: journey.visitor(), for: journey.open())
        guard case .malformed = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(world.passwords.operations == before)
    }

    /// The bug: the second click got the page with a wait of 30 seconds, not the page with the field for the code.
    @Test func `a double click shows the field for the code`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atPassword(world, .substantial)
        let open = try await journey.open()
        let submit = { @Sendable in
            try await PermanentKeyLogin(world.signIn).submit(
                document: TestCitizen.ana.document, password: TestCitizen.ana.password ?? "", by: journey.visitor(),
                for: open)
        }
        guard case .codeSent = try await submit() else {
            Issue.record("no code")
            return
        }
        await #expect(throws: SignInError.overtaken) { try await submit() }
    }
}

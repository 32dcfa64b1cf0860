import Broker
import Citizens
import Federation
import Foundation
import TestBroker
import Testing

/// Tests the limits of a claim: a document with the typed contrast datum. An attacker cannot lock the holder out, and
/// the limits do not show whether a datum is correct.
struct PINClaimTests {
    /// One request for a PIN in its own login.
    private struct Request {
        var citizen = TestCitizen.ana
        var document: String?
        var contrast: String?
        var address = Journey.address

        /// Returns the wait in seconds; nil if a PIN was sent or appears to be sent.
        func ask(_ world: BrokerWorld) async throws -> TimeInterval? {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            return try await wait(journey)
        }

        func wait(_ journey: Journey) async throws -> TimeInterval? {
            let application = PINLogin.Application(
                document: document ?? citizen.document, contrast: contrast ?? citizen.contrast, ownCode: "AB12")
            let outcome = try await PINLogin(journey.world.signIn).request(
                application, by: journey.visitor(from: address), for: journey.open())
            switch outcome {
            case .sent: return nil
            case .wait(let pause): return pause.until.timeIntervalSince(journey.world.clock.now)
            case .formErrors(let errors): throw BrokerWorld.Trouble.unexpected("\(errors)")
            }
        }
    }

    private static let home = "198.51.100.7"

    /// Expects that the holder can sign in now, from their own address.
    private func expectSignIn(_ citizen: TestCitizen, _ world: BrokerWorld) async throws {
        let journey = try await world.begin()
        try await journey.choose(.pin)
        #expect(try await Request(citizen: citizen, address: Self.home).wait(journey) == nil)
        guard case .proved = try await journey.enterPIN(journey.receiveCode(citizen)) else {
            Issue.record("the PIN proved nothing")
            return
        }
    }

    /// The bug: ten requests a day, or five with a wrong datum an hour, closed PIN for the holder of any number.
    @Test(arguments: [TestCitizen.ana, .pablo, .nora])
    func `an attacker's requests do not lock the holder out`(_ citizen: TestCitizen) async throws {
        let world = try await BrokerWorld()
        let wrong = citizen.contrastKind == .supportNumber ? "E00000001" : "09/09/2029"
        for number in 1...10 {
            let attacker = Request(citizen: citizen, contrast: wrong, address: "192.0.2.\(number)")
            #expect(try await attacker.ask(world) == nil)
            world.clock.turn(by: .seconds(750))
        }
        #expect(try await Request(citizen: citizen, contrast: wrong).ask(world) != nil, "the attacker's own claim")
        try await expectSignIn(citizen, world)
    }

    /// The bug: ten wrong codes a day had the same effect.
    @Test func `an attacker's wrong codes do not lock the holder out`() async throws {
        let world = try await BrokerWorld()
        let attacker = Request(contrast: "09/09/2029")
        var isPaused = false
        for _ in 0..<8 where !isPaused {
            let journey = try await world.begin()
            try await journey.choose(.pin)
            #expect(try await attacker.wait(journey) == nil)
            for _ in 0..<3 where !isPaused {
                if case .wait = try await journey.mistypePIN() { isPaused = true }
            }
            world.clock.turn(by: .seconds(721))
        }
        #expect(isPaused)
        #expect(try await attacker.ask(world) != nil)
        try await expectSignIn(.ana, world)
    }

    /// The bug: only wrong data increased a counter. An attacker filled it with data known to be wrong, and the next
    /// request showed whether its datum was wrong.
    @Test func `an attacker sees the same waits for each datum, registered or not`() async throws {
        let right = Request()
        let wrong = Request(contrast: "09/09/2029")
        var reference: [TimeInterval?]?
        for guess in [right, wrong, Request(citizen: .blanca), Request(citizen: .desconocida)] {
            let world = try await BrokerWorld()
            var waits: [TimeInterval?] = []
            for number in 1...4 {
                var known = guess
                known.contrast = "0\(number)/07/2028"
                waits.append(try await known.ask(world))
            }
            for _ in 0..<3 {
                waits.append(try await guess.ask(world))
                world.clock.turn(by: .seconds(31))
            }
            #expect(waits == reference ?? waits)
            reference = waits
        }
        #expect(reference?.prefix(5).allSatisfy { $0 == nil } == true)
        #expect(reference?.dropFirst(5).allSatisfy { $0 != nil } == true)
    }

    @Test func `one address can try five data of a document an hour and ten a day, and other documents`() async throws {
        let world = try await BrokerWorld()
        for number in 1...5 { #expect(try await Request(contrast: "0\(number)/07/2028").ask(world) == nil) }
        #expect(try await Request(contrast: "06/07/2028").ask(world) == 3600)
        #expect(try await Request().ask(world) == 3600, "the right datum waits as long")
        #expect(try await Request(citizen: .pablo).ask(world) == nil)
        world.clock.turn(by: .seconds(3600))
        for number in 1...5 { #expect(try await Request(contrast: "1\(number)/07/2028").ask(world) == nil) }
        #expect(try await Request(contrast: "16/07/2028").ask(world) == 86_400 - 3600)
        try await expectSignIn(.ana, world)
    }

    @Test(arguments: [
        (TestCitizen.ana, "12345678-z", "2035-01-01"), (.ana, " 12345678z ", "1/1/2035"),
        (.ana, "12.345.678-Z", "01012035"),
        (.pablo, "87654321x", "15.6.2015"), (.nora, "x-1234567-l", "e 12345678"),
        (.desconocida, "44444444a", "4-4-2034"),
    ])
    func `a claim is the same in each spelling and from each address`(
        _ citizen: TestCitizen, _ document: String, _ contrast: String
    ) async throws {
        let world = try await BrokerWorld()
        let plain = Request(citizen: citizen)
        let other = Request(citizen: citizen, document: document, contrast: contrast, address: Self.home)
        #expect(try await plain.ask(world) == nil)
        #expect(try await other.ask(world) == 30)
        for number in 1...4 {
            world.clock.turn(by: .seconds(31))
            var request = number.isMultiple(of: 2) ? plain : other
            request.address = "203.0.113.\(number)"
            #expect(try await request.ask(world) == nil)
        }
        #expect(try await other.ask(world) == 3600 - 4 * 31)
    }

    @Test func `wrong codes count for the claim in each spelling`() async throws {
        let world = try await BrokerWorld()
        let spellings = ["01/01/2035", "1.1.2035", "2035-01-01", "01012035"]
        for number in 0..<7 {
            let contrast = spellings[number % 4]
            let journey = try await world.begin()
            try await journey.choose(.pin)
            #expect(try await Request(contrast: contrast, address: "203.0.113.\(number)").wait(journey) == nil)
            for _ in 0..<(number == 6 ? 2 : 3) { _ = try await journey.mistypePIN() }
            world.clock.turn(by: .seconds(721))
        }
        #expect(try await Request(address: Self.home).ask(world) == 86_400 - 721)
    }

    @Test(arguments: ["01/01/2035", "09/09/2029"])
    func `a repeated request counts for the first claim`(_ contrast: String) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        #expect(try await Request(contrast: contrast).wait(journey) == nil)
        guard case .wait = try await journey.requestPINAgain() else {
            Issue.record("no wait of 30 seconds")
            return
        }
        world.clock.turn(by: .seconds(30))
        guard case .sent = try await journey.requestPINAgain() else {
            Issue.record("not sent")
            return
        }
        #expect(try await Request(contrast: contrast, address: Self.home).ask(world) == 30)
        #expect(try await Request(contrast: "08/08/2028", address: Self.home).ask(world) == nil, "another claim")
    }

    /// A known limitation: the limits do not protect against an attacker who knows the contrast datum.
    @Test func `an attacker who knows the datum can pause the claim`() async throws {
        let world = try await BrokerWorld()
        #expect(try await Request().ask(world) == nil)
        #expect(try await Request(address: Self.home).ask(world) == 30)
    }
}

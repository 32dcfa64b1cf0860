import Broker
import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage
import Telemetry
import TestBroker
import TestFederation
import Testing

/// Tests the limits for an attacker who guesses codes. The test advances the clock.
struct GuessingTests {
    private static let home = "198.51.100.7"

    private func askPIN(
        _ world: BrokerWorld, _ citizen: TestCitizen = .ana, contrast: String? = nil, from address: String = home,
        known: KnownBrowser? = nil
    ) async throws -> (journey: Journey, outcome: PINLogin.RequestOutcome) {
        let journey = try await world.begin(.substantial).known(by: known)
        try await journey.choose(.pin)
        return (journey, try await journey.requestPIN(citizen, contrast: contrast, from: address))
    }

    /// Enters wrong codes until PIN is paused. Returns the number of judged codes and the pause.
    private func exhaust(
        _ world: BrokerWorld, contrast: String? = nil, known: KnownBrowser? = nil, limit: Int = 40
    ) async throws -> (judged: Int, rest: Pause?) {
        var judged = 0
        for number in 0..<limit {
            let (journey, outcome) = try await askPIN(
                world, contrast: contrast, from: "203.0.113.\(number)", known: known)
            if case .wait(let pause) = outcome { return (judged, pause) }
            for _ in 0..<3 {
                switch try await journey.mistypePIN(from: "203.0.113.\(number)") {
                case .wrong, .useless: judged += 1
                case .wait(let pause): return (judged, pause)
                case .proved, .fellShort, .malformed: throw BrokerWorld.Trouble.unexpected("not a wrong code")
                }
            }
            world.clock.turn(by: .seconds(720))
        }
        return (judged, nil)
    }

    /// The attack: a wrong contrast datum sends no message, and the attacker guesses the challenge that is stored for
    /// it. With a PIN of three digits every code is tried.
    @Test func `a challenge without a message accepts no code`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.pinFormat = PINFormat(length: 3, symbols: .digits)
        let world = try await BrokerWorld(recipe)
        var tried = 0
        var day = 0
        while tried < 1000 {
            // Each round uses a new claim and a new address, as the attacker does.
            let contrast = "\(1 + day % 28)/\(1 + day / 28 % 12)/\(2040 + day / 336)"
            let (journey, outcome) = try await askPIN(world, contrast: contrast, from: "192.0.2.\(day)")
            day += 1
            guard case .sent(let open) = outcome, case .proving(.pinSent(let sent)) = open.login.state else {
                Issue.record("\(outcome)")
                return
            }
            // Store a hash in the challenge that one of the typed codes matches.
            let code = String(format: "%03d", tried)
            let own = try #require(OwnCode("AB12"))
            let typed = try #require(AccessCode(code, ownCode: own, format: recipe.pinFormat))
            let hash = typed.hash(key: world.keys.codes, login: journey.id.rawValue, document: sent.document)
            _ = try await world.database.write { connection in
                try connection.execute("UPDATE challenges SET code_hash = \(hash.bytes) WHERE id = \(sent.challenge)")
            }
            guard case .wrong(attemptsLeft: 2) = try await journey.enterPIN(code, from: "192.0.2.\(day)") else {
                Issue.record("\(code) was taken")
                return
            }
            tried += 50
        }
    }

    @Test func `after twenty wrong codes in a day, PIN is paused for 24 hours`() async throws {
        let world = try await BrokerWorld()
        let (judged, rest) = try await exhaust(world)
        #expect(judged == 20)
        #expect(rest?.cause == .rest)
        let (_, outcome) = try await askPIN(world)
        guard case .wait(let pause) = outcome else {
            Issue.record("not paused")
            return
        }
        #expect(pause == rest)
        world.clock.turn(by: .seconds(pause.until.timeIntervalSince(world.clock.now)))
        guard case .sent = try await askPIN(world).outcome else {
            Issue.record("the pause does not end")
            return
        }
    }

    @Test func `during the pause the correct code is not judged, and other methods work`() async throws {
        let world = try await BrokerWorld()
        let (journey, _) = try await askPIN(world)
        let pin = try await journey.receiveCode(.ana)
        world.clock.turn(by: .seconds(31))
        _ = try await journey.mistypePIN()
        // Count nineteen more of the same claim, as other logins can do before this PIN expires.
        try await world.addGuesses(19)
        guard case .wait(let pause) = try await journey.enterPIN(pin) else {
            Issue.record("judged during the pause")
            return
        }
        #expect(pause.cause == .rest)
        _ = try await world.begin(.substantial).walkByCertificate(.fnmt)
        _ = try await world.begin(.substantial).walkByPermanentKey(.ana)
    }

    @Test func `a known browser of the citizen can use PIN during the pause`() async throws {
        let world = try await BrokerWorld()
        let known = try await signIn(world)
        let (_, rest) = try await exhaust(world)
        #expect(rest?.cause == .rest)
        // The attacker's last PIN waits in another lane, and could arrive after the one that is requested now.
        await world.deliverMessages()
        world.telephone.forget()
        let (journey, outcome) = try await askPIN(world, known: known)
        guard case .sent = outcome, case .proved = try await journey.enterPIN(journey.receiveCode(.ana)) else {
            Issue.record("the holder is locked out")
            return
        }
    }

    @Test func `the known browsers of a citizen share twenty wrong codes, then they use the common limit`()
        async throws
    {
        let world = try await BrokerWorld()
        var browsers: [KnownBrowser] = []
        for _ in 0..<3 { browsers.append(try await signIn(world)) }
        world.telephone.forget()
        var judged = 0
        for browser in browsers {
            judged += try await exhaust(world, known: browser, limit: 6).judged
        }
        await world.deliverMessages()
        #expect(judged == 40)
        #expect(world.telephone.messages.count { $0.text.hasPrefix("Rest") } == 1)
        for known in browsers + [nil] {
            guard case .wait(let pause) = try await askPIN(world, known: known).outcome, pause.cause == .rest else {
                Issue.record("judged without end")
                return
            }
        }
    }

    @Test func `a pause of the known browsers applies only to them and sends no notice`() async throws {
        let world = try await BrokerWorld()
        let known = try await signIn(world)
        #expect(try await exhaust(world, known: known, limit: 6).judged == 18)
        let (journey, _) = try await askPIN(world, known: known)
        for _ in 0..<2 { _ = try await journey.mistypePIN() }
        #expect(world.metrics.text.contains("aldaba_code_rests_total 1"))
        await world.deliverMessages()
        #expect(!world.telephone.messages.contains { $0.text.hasPrefix("Rest") })
        world.clock.turn(by: .seconds(31))
        guard case .sent = try await askPIN(world).outcome else {
            Issue.record("a pause of known browsers applies to all")
            return
        }
    }

    /// The attack: an attacker with the password signs in with it in one new browser after another, and guesses codes
    /// in the lane of each.
    @Test func `a password gives no budget of codes, in any number of browsers`() async throws {
        let world = try await BrokerWorld()
        var judged = 0
        for number in 0..<5 {
            let journey = try await world.begin(.low)
            try await journey.choose(.permanentKey)
            _ = try await journey.submitPassword(.ana, from: "203.0.113.\(number)")
            let cookie = try #require(try await journey.answer().knownBrowser)
            let known = try #require(KnownBrowser(cookie: cookie))
            judged += try await exhaustCodes(world, known: known, limit: 2).judged
            judged += try await exhaust(world, known: known, limit: 2).judged
        }
        #expect(judged == 40, "twenty codes after the password, and twenty PINs")
        await world.deliverMessages()
        #expect(world.telephone.messages.count { $0.text.hasPrefix("Rest") } == 1)
    }

    @Test func `a known browser of another citizen has no lane of its own`() async throws {
        let world = try await BrokerWorld()
        let known = try await signIn(world, .bruno)
        let (judged, rest) = try await exhaust(world, known: known)
        #expect(judged == 20)
        guard case .wait(let pause) = try await askPIN(world).outcome else {
            Issue.record("the pause applies to one browser only")
            return
        }
        #expect(pause == rest)
    }

    /// Performs a sign-in, and returns the browser's cookie of known citizens.
    private func signIn(_ world: BrokerWorld, _ citizen: TestCitizen = .ana) async throws -> KnownBrowser {
        let journey = try await world.begin(.low).walkByPIN(citizen)
        let cookie = try #require(try await journey.answer().knownBrowser)
        world.clock.turn(by: .seconds(3600))
        return try #require(KnownBrowser(cookie: cookie))
    }

    @Test func `the holder is notified of a pause once a day, in the language of the last sign-in`() async throws {
        let world = try await BrokerWorld()
        _ = try await signIn(world)
        world.telephone.forget()
        _ = try await exhaust(world)
        await world.deliverMessages()
        let notices = world.telephone.messages(to: TestCitizen.ana.phone).filter { $0.text.hasPrefix("Rest") }
        #expect(notices.map(\.text) == ["Rest [es]"])
    }

    @Test func `a pause of a wrong claim sends no notice and does not use up the holder's notice`() async throws {
        let world = try await BrokerWorld()
        let (judged, _) = try await exhaust(world, contrast: "09/09/2029")
        #expect(judged == 20)
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
        _ = try await exhaust(world)
        await world.deliverMessages()
        #expect(world.telephone.messages.contains { $0.text.hasPrefix("Rest") })
    }

    @Test func `the code after a password has the same budget`() async throws {
        let (judged, rest) = try await exhaustCodes(BrokerWorld())
        #expect(judged == 20)
        #expect(rest?.cause == .rest)
    }

    @Test func `two pauses in one day send the holder one message`() async throws {
        let world = try await BrokerWorld()
        #expect(try await exhaust(world).rest != nil)
        #expect(try await exhaustCodes(world).rest != nil)
        await world.deliverMessages()
        #expect(world.telephone.messages.count { $0.text.hasPrefix("Rest") } == 1)
    }

    /// Enters wrong codes after a correct password until codes are paused. Returns the number of judged codes and the
    /// pause.
    private func exhaustCodes(
        _ world: BrokerWorld, known: KnownBrowser? = nil, limit: Int = 12
    ) async throws -> (judged: Int, rest: Pause?) {
        var judged = 0
        for number in 0..<limit {
            let journey = try await world.begin(.substantial).known(by: known)
            try await journey.choose(.permanentKey)
            switch try await journey.submitPassword(.ana, from: "203.0.113.\(number)") {
            case .codeSent: break
            case .wait(let pause): return (judged, pause)
            default: throw BrokerWorld.Trouble.unexpected("no code")
            }
            for _ in 0..<3 {
                switch try await journey.enterCode("00000000") {
                case .wrong, .useless: judged += 1
                case .wait(let pause): #expect(pause.cause == .rest)
                default: throw BrokerWorld.Trouble.unexpected("not a wrong code")
                }
            }
            world.clock.turn(by: .seconds(720))
        }
        return (judged, nil)
    }

    /// The attack: the third wrong code of a PIN was not counted if another request changed the login at the same time.
    @Test func `a wrong code counts when another request has changed the login`() async throws {
        let world = try await BrokerWorld()
        let (journey, _) = try await askPIN(world)
        for _ in 0..<2 { _ = try await journey.mistypePIN() }
        let seen = try await journey.open()
        try await journey.choose(.permanentKey)
        let visitor = Visitor(address: Self.home, language: "es")
        await #expect(throws: SignInError.overtaken) {
            try await PINLogin(world.signIn).enter("AB1200000000", by: visitor, in: seen)
        }
        #expect(try await world.counted("guess") == 3)
        #expect(world.metrics.text.contains("aldaba_judged_proofs_total{verdict=\"wrong\"} 3"))
    }

    @Test func `many wrong codes raise the alarm, and it ends five minutes later`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.wrongPerMinute = 2
        let world = try await BrokerWorld(recipe)
        #expect(world.metrics.text.contains("\naldaba_guessing_alarm 0\n"))
        _ = try await exhaust(world, limit: 1)
        #expect(world.metrics.text.contains("\naldaba_guessing_alarm 0\n"))
        for number in 0..<4 {
            let (journey, _) = try await askPIN(world, .unregistered(number))
            for _ in 0..<3 { _ = try await journey.mistypePIN() }
        }
        #expect(world.metrics.text.contains("\naldaba_guessing_alarm 1\n"))
        #expect(world.metrics.text.contains("aldaba_judged_proofs_total{verdict=\"wrong\"} 15"))
        world.clock.turn(by: .seconds(240))
        world.signIn.register.alarm.review(at: world.clock.now)
        #expect(world.metrics.text.contains("\naldaba_guessing_alarm 1\n"))
        world.clock.turn(by: .seconds(120))
        world.signIn.register.alarm.review(at: world.clock.now)
        #expect(world.metrics.text.contains("\naldaba_guessing_alarm 0\n"), "five minutes count")
    }
}

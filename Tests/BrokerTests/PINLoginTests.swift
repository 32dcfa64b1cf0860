import Broker
import Citizens
import Federation
import Foundation
import TestBroker
import Testing

struct PINLoginTests {
    /// Starts a login and requests a PIN. Returns the login and the PIN.
    private func sent(
        _ world: BrokerWorld, _ citizen: TestCitizen = .ana
    ) async throws -> (journey: Journey, pin: String) {
        let journey = try await world.begin()
        try await journey.choose(.pin)
        guard case .sent = try await journey.requestPIN(citizen) else {
            throw BrokerWorld.Trouble.unexpected("no PIN")
        }
        return (journey, try await journey.receiveCode(citizen))
    }

    private func another(than pin: String) -> String { pin == "11111111" ? "22222222" : "11111111" }

    @Test func `is invalid after three wrong codes`() async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        let wrong = another(than: pin)
        guard case .wrong(attemptsLeft: 2) = try await journey.enterPIN(wrong),
            case .wrong(attemptsLeft: 1) = try await journey.enterPIN(wrong),
            case .useless(let open) = try await journey.enterPIN(wrong)
        else {
            Issue.record("another outcome")
            return
        }
        #expect(open.login.state == .proving(.pin))
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.enterPIN(pin) }
    }

    @Test func `is accepted after two wrong codes`() async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        for _ in 0..<2 { _ = try await journey.enterPIN(another(than: pin)) }
        guard case .proved = try await journey.enterPIN(pin) else {
            Issue.record("not proved")
            return
        }
    }

    @Test(arguments: [
        "", "1234567", "123456789", "AB121234567", "AB12123456789", "1234567A", "ÁB1212345678", "１２３４５６７８",
    ])
    func `a malformed code uses up no attempt`(_ typed: String) async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        for _ in 0..<4 {
            guard case .malformed = try await journey.enterPIN(typed, ownCode: "") else {
                Issue.record("not malformed")
                return
            }
        }
        guard case .proved = try await journey.enterPIN(pin) else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `is accepted in lower case, with spaces and hyphens`() async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        guard case .proved = try await journey.enterPIN(" - \(pin.lowercased()) ", ownCode: "ab 12") else {
            Issue.record("not proved")
            return
        }
    }

    /// The telephone fills in only the code of the message. The page has the own code already.
    @Test func `is accepted without the own code in front`() async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        guard case .proved = try await journey.enterPIN(pin, ownCode: "") else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `has the length and alphabet of the configuration`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.pinFormat = PINFormat(length: 4, symbols: .letters)
        let (journey, pin) = try await sent(BrokerWorld(recipe))
        #expect(pin.count == 4)
        guard case .malformed = try await journey.enterPIN("12345678", ownCode: "") else {
            Issue.record("eight digits are read")
            return
        }
        guard case .proved = try await journey.enterPIN(pin.lowercased(), ownCode: "") else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `is refused with a different own code`() async throws {
        let (journey, pin) = try await sent(BrokerWorld())
        guard case .wrong = try await journey.enterPIN(pin, ownCode: "AB13") else {
            Issue.record("not wrong")
            return
        }
    }

    @Test(arguments: [(599, true), (600, false)])
    func `is valid for ten minutes`(_ seconds: Int, _ works: Bool) async throws {
        let world = try await BrokerWorld()
        let (journey, pin) = try await sent(world)
        world.clock.turn(by: .seconds(seconds))
        switch try await journey.enterPIN(pin) {
        case .proved: #expect(works)
        case .useless: #expect(!works)
        case let outcome: Issue.record("\(outcome)")
        }
    }

    @Test func `is refused in another login`() async throws {
        let world = try await BrokerWorld()
        let (_, pin) = try await sent(world)
        world.clock.turn(by: .seconds(31))
        let (other, second) = try await sent(world)
        guard pin != second else { return }
        guard case .wrong = try await other.enterPIN(pin) else {
            Issue.record("not wrong")
            return
        }
    }

    @Test func `a new PIN replaces the older one and keeps the own code`() async throws {
        let world = try await BrokerWorld()
        let (journey, first) = try await sent(world)
        world.clock.turn(by: .seconds(31))
        guard case .sent = try await journey.requestPINAgain() else {
            Issue.record("not sent")
            return
        }
        let second = try await journey.receiveCode(.ana)
        #expect(world.telephone.messages.count == 2)
        if first != second {
            guard case .wrong = try await journey.enterPIN(first) else {
                Issue.record("the older one is taken")
                return
            }
        }
        guard case .proved = try await journey.enterPIN(second) else {
            Issue.record("not proved")
            return
        }
    }

    @Test func `a repeated request after a wrong contrast datum sends nothing`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        _ = try await journey.requestPIN(.ana, contrast: "02/01/2035")
        world.clock.turn(by: .seconds(31))
        _ = try await journey.requestPINAgain()
        await world.deliverMessages()
        #expect(world.telephone.messages.isEmpty)
    }

    @Test func `a citizen who is blocked between message and code proves nothing`() async throws {
        let world = try await BrokerWorld()
        let (journey, pin) = try await sent(world)
        #expect(try await world.citizens.block(TestCitizen.ana.identifier, at: world.clock.now))
        guard case .useless = try await journey.enterPIN(pin) else {
            Issue.record("not dead")
            return
        }
    }

    @Test func `the date field accepts the date of issue of a permanent DNI`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        // Pablo's DNI does not expire: his contrast datum is the date of issue, in the same field.
        _ = try await journey.requestPIN(.pablo)
        _ = try await journey.receiveCode(.pablo)
    }

    @Test(arguments: [
        ("12345678A", "01/01/2035", "AB12"), ("12345678Z", "32/01/2035", "AB12"), ("12345678Z", "01/01/2035", "AB1"),
        ("", "", ""), ("12345678Z", "01/01/9999", "AB12"), ("B12345674", "01/01/2035", "AB12"),
    ])
    func `malformed input is reported without a look-up`(
        _ document: String, _ contrast: String, _ ownCode: String
    ) async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        let outcome = try await PINLogin(world.signIn).request(
            .init(document: document, contrast: contrast, ownCode: ownCode), by: journey.visitor(),
            for: journey.open())
        guard case .formErrors = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try await journey.state == .proving(.pin))
    }

    @Test func `proposes own codes that it accepts`() async throws {
        let login = try await PINLogin(BrokerWorld().signIn)
        for _ in 0..<50 { #expect(OwnCode(login.proposedOwnCode()) != nil) }
    }

    @Test func `the message is in the citizen's language and names the service`() async throws {
        let world = try await BrokerWorld()
        _ = try await sent(world)
        let message = try #require(world.telephone.messages.first)
        #expect(message.text.hasPrefix("PIN for Oficina de pruebas [es]: "))
        #expect(message.validUntil == world.clock.now.addingTimeInterval(600))
    }

    @Test func `cannot be requested while another method is chosen`() async throws {
        let journey = try await BrokerWorld().begin()
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.requestPIN(.ana) }
        try await journey.choose(.permanentKey)
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.requestPIN(.ana) }
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.requestPINAgain() }
    }

    /// The bug: the second click got the page with a wait of 30 seconds, not the page with the field for the PIN.
    @Test func `a double click requests one PIN and shows the field for it`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin()
        try await journey.choose(.pin)
        let open = try await journey.open()
        let application = PINLogin.Application(
            document: TestCitizen.ana.document, contrast: TestCitizen.ana.contrast, ownCode: "AB12")
        let login = PINLogin(world.signIn)
        guard case .sent = try await login.request(application, by: journey.visitor(), for: open) else {
            Issue.record("not sent")
            return
        }
        await #expect(throws: SignInError.overtaken) {
            try await login.request(application, by: journey.visitor(), for: open)
        }
        // The second click arrives after the first one has changed the login.
        let present = try await journey.open()
        await #expect(throws: SignInError.impossible(.wrongState)) {
            try await login.request(application, by: journey.visitor(), for: present)
        }
        await world.deliverMessages()
        #expect(world.telephone.messages.count == 1)
    }
}

import Broker
import Certificates
import Federation
import Foundation
import SAML
import TestBroker
import TestFederation
import Testing

struct CertificateLoginTests {
    private func atCertificate(_ world: BrokerWorld) async throws -> Journey {
        let journey = try await world.begin()
        try await journey.choose(.certificate)
        return journey
    }

    private func certificate(_ citizen: DevelopmentPKI.Citizen = .fnmt) throws -> [UInt8] {
        try DevelopmentPKI.shared().certificateDER(of: citizen)
    }

    @Test func `the certificate origin shows service, login and holder, and changes nothing`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let exchange = try #require(CertificateExchange(world.signIn))
        let ticket = try await journey.ticket()
        for _ in 0..<2 {
            guard
                case .valid(let service, let login, let person) = try await exchange.arrive(
                    ticket: ticket, certificate: certificate())
            else {
                Issue.record("the ticket is refused")
                return
            }
            #expect(service == world.office.entityID && login == journey.id && person.identifier == "12345678Z")
        }
        #expect(try await journey.state == .proving(.certificate))
    }

    @Test func `a ticket can be used once`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let exchange = try #require(CertificateExchange(world.signIn))
        let ticket = try await journey.ticket()
        _ = try await exchange.confirm(ticket: ticket, certificate: certificate()).get()
        guard case .failure(let failure) = try await exchange.confirm(ticket: ticket, certificate: certificate()),
            case .staleTicket("\(BrokerWorld.publicOrigin)/login/\(journey.id.rawValue)") = failure.arrival
        else {
            Issue.record("used twice")
            return
        }
    }

    @Test func `the newer of two tabs continues, and the older one is redirected to the login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let exchange = try #require(CertificateExchange(world.signIn))
        let first = try await journey.ticket()
        let second = try await journey.ticket()
        guard case .failure(let failure) = try await exchange.confirm(ticket: first, certificate: certificate()),
            case .staleTicket("\(BrokerWorld.publicOrigin)/login/\(journey.id.rawValue)") = failure.arrival,
            case .staleTicket = try await exchange.arrive(ticket: first, certificate: certificate())
        else {
            Issue.record("valid or unknown")
            return
        }
        _ = try await exchange.confirm(ticket: second, certificate: certificate()).get()
    }

    @Test(arguments: [(299, true), (300, false)])
    func `a ticket is valid for five minutes`(_ seconds: Int, _ works: Bool) async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let ticket = try await journey.ticket()
        world.clock.turn(by: .seconds(seconds))
        switch try await CertificateExchange(world.signIn)?.arrive(ticket: ticket, certificate: certificate()) {
        case .valid: #expect(works)
        case .staleTicket: #expect(!works)
        case .refused, .unknownTicket, nil: Issue.record("refused or unknown")
        }
    }

    @Test func `a ticket expires with its login`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        world.clock.turn(by: .seconds(1190))
        let ticket = try await journey.ticket()
        world.clock.turn(by: .seconds(10))
        guard
            case .staleTicket = try await CertificateExchange(world.signIn)?.arrive(
                ticket: ticket, certificate: certificate())
        else {
            Issue.record("still valid")
            return
        }
    }

    @Test(arguments: ["", "x", String(repeating: "A", count: 43), String(repeating: "A", count: 44)])
    func `a malformed ticket opens no login`(_ ticket: String) async throws {
        let exchange = try #require(CertificateExchange(try await BrokerWorld().signIn))
        guard case .unknownTicket = try await exchange.arrive(ticket: ticket, certificate: certificate()) else {
            Issue.record("opened")
            return
        }
    }

    @Test func `a missing or refused certificate does not use up the ticket`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let exchange = try #require(CertificateExchange(world.signIn))
        let ticket = try await journey.ticket()
        for bad in [nil, [], [0x30, 0x00], try DevelopmentPKI.shared().octets("server.pem")] as [[UInt8]?] {
            guard case .failure(let failure) = try await exchange.confirm(ticket: ticket, certificate: bad),
                case .refused(let service, let login, let cause) = failure.arrival
            else {
                Issue.record("confirmed")
                return
            }
            #expect(service == world.office.entityID && login == journey.id && (cause == nil) == (bad == nil))
        }
        _ = try await exchange.confirm(ticket: ticket, certificate: certificate()).get()
    }

    @Test func `the return URL is at the public origin and has the login and a code`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let exchange = try #require(CertificateExchange(world.signIn))
        let address = try await exchange.confirm(ticket: journey.ticket(), certificate: certificate()).get()
        #expect(
            address.hasPrefix("\(BrokerWorld.publicOrigin)/login/\(journey.id.rawValue)/certificate/return?code="))
    }

    @Test func `a code can be used once`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let code = try await journey.certificateCode(.fnmt)
        guard case .proved = try await journey.redeem(code) else {
            Issue.record("not proved")
            return
        }
        await #expect(throws: SignInError.impossible(.alreadyProved)) { try await journey.redeem(code) }
    }

    /// The attack: a citizen follows a link with a ticket of the attacker's login. The code opens neither login.
    @Test func `a code is refused in another login and stays valid in its own`() async throws {
        let world = try await BrokerWorld()
        let victim = try await atCertificate(world)
        let attacker = try await atCertificate(world)
        let code = try await victim.certificateCode(.fnmt)
        guard case .nothing = try await attacker.redeem(code) else {
            Issue.record("taken")
            return
        }
        #expect(try await attacker.state == .proving(.certificate))
        guard case .proved = try await victim.redeem(code) else {
            Issue.record("lost")
            return
        }
    }

    @Test(arguments: [(59, true), (60, false)])
    func `a code is valid for one minute`(_ seconds: Int, _ works: Bool) async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let code = try await journey.certificateCode(.fnmt)
        world.clock.turn(by: .seconds(seconds))
        switch try await journey.redeem(code) {
        case .proved: #expect(works)
        case .nothing: #expect(!works)
        case .fellShort, .blocked: Issue.record("another outcome")
        }
    }

    @Test func `a code is refused after the citizen has chosen another method`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let code = try await journey.certificateCode(.fnmt)
        try await journey.choose(.pin)
        await #expect(throws: SignInError.impossible(.wrongState)) { try await journey.redeem(code) }
    }

    @Test func `a blocked holder is refused without giving the service the reason`() async throws {
        let world = try await BrokerWorld()
        _ = try await world.citizens.block(TestCitizen.ana.identifier, at: world.clock.now)
        let journey = try await atCertificate(world)
        guard case .blocked = try await journey.redeem(journey.certificateCode(.fnmt)) else {
            Issue.record("not blocked")
            return
        }
        let answer = try await LoginCompletion(world.signIn).refuse(journey.open(), because: .requestDenied)
        #expect(try journey.refusal(in: answer)?.subcodes == [.requestDenied])
    }

    @Test func `a software certificate does not reach high, and the citizen sees that`() async throws {
        let world = try await BrokerWorld()
        let journey = try await world.begin(.high)
        try await journey.choose(.certificate)
        guard case .fellShort(let open) = try await journey.redeem(journey.certificateCode(.fnmt)) else {
            Issue.record("not short")
            return
        }
        #expect(
            open.login.state
                == .choosing(after: .init(method: .certificate, reached: .substantial, registration: .advanced)))
        _ = try await journey.walkByCertificate(.dnie).accept(journey.answer(), reaching: [.high])
    }

    @Test func `CertificateExchange is nil while the method is switched off`() async throws {
        var recipe = BrokerWorld.Recipe()
        recipe.hasCertificates = false
        #expect(CertificateExchange(try await BrokerWorld(recipe).signIn) == nil)
    }

    @Test func `missing revocation lists switch the method off at once`() async throws {
        let world = try await BrokerWorld()
        let journey = try await atCertificate(world)
        let ticket = try await journey.ticket()
        let current = try #require(world.signIn.register.certificates)
        let exchange = try #require(CertificateExchange(world.signIn))
        guard case .valid = try await exchange.arrive(ticket: ticket, certificate: certificate()) else {
            Issue.record("the ticket is refused")
            return
        }
        let judge = current.judge
        current.replace(with: judge.trusting(try judge.trust.replacing(revocationLists: [])))
        guard case .refused = try await exchange.arrive(ticket: ticket, certificate: certificate()) else {
            Issue.record("taken without a list")
            return
        }
    }
}

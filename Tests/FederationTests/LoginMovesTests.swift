import Foundation
import SAML
import Testing

@testable import Federation

/// Every transition from every state, before and after the login expires.
struct LoginMovesTests {
    /// A state of a login, by name.
    enum Place: String, CaseIterable {
        case choosing, choosingAgain, pin, pinSent, permanentKey, codeSent, certificate, proved, answered

        func state() throws -> Login.State {
            switch self {
            case .choosing: .choosing(after: nil)
            case .choosingAgain: .choosing(after: Login.Shortfall(method: .pin, reached: .low, registration: .basic))
            case .pin: .proving(.pin)
            case .pinSent: .proving(.pinSent(try Example.code()))
            case .permanentKey: .proving(.permanentKey)
            case .codeSent: .proving(.codeSent(try Example.code()))
            case .certificate: .proving(.certificate)
            case .proved: .proved(try Example.authentication())
            case .answered: .answered
            }
        }
    }

    struct Move: Sendable, CustomStringConvertible {
        let description: String
        /// The states that allow the transition before the login expires.
        let from: Set<Place>
        let to: @Sendable (Login.State) throws -> Login.State
        let make: @Sendable (inout Login, Date) throws -> Void
    }

    static let underWay: Set<Place> = [
        .choosing, .choosingAgain, .pin, .pinSent, .permanentKey, .codeSent, .certificate,
    ]
    static let proving: Set<Place> = [.pin, .pinSent, .permanentKey, .codeSent, .certificate]

    static let moves: [Move] =
        [
            Move(description: "choose pin", from: underWay, to: { _ in .proving(.pin) }) {
                try $0.choose(.pin, at: $1)
            },
            Move(description: "choose permanent key", from: underWay, to: { _ in .proving(.permanentKey) }) {
                try $0.choose(.permanentKey, at: $1)
            },
            Move(description: "choose certificate", from: underWay, to: { _ in .proving(.certificate) }) {
                try $0.choose(.certificate, at: $1)
            },
            Move(description: "reconsider", from: underWay, to: { _ in .choosing(after: nil) }) {
                try $0.reconsider(at: $1)
            },
            Move(
                description: "send PIN", from: [.pin, .pinSent],
                to: { _ in .proving(.pinSent(try Example.code("new"))) }
            ) { try $0.sendPIN(Example.code("new"), at: $1) },
            Move(
                description: "send code", from: [.permanentKey, .codeSent],
                to: { _ in .proving(.codeSent(try Example.code("new"))) }
            ) { try $0.sendCode(Example.code("new"), at: $1) },
            Move(
                description: "restart", from: proving,
                to: { before in
                    guard case .proving(let proving) = before else { return before }
                    return switch proving.method {
                    case .pin: .proving(.pin)
                    case .permanentKey: .proving(.permanentKey)
                    case .certificate: .proving(.certificate)
                    case .upstream: before
                    }
                }
            ) { try $0.restartMethod(at: $1) },
            Move(
                description: "fall short", from: proving,
                to: { before in
                    guard case .proving(let proving) = before else { return before }
                    return .choosing(
                        after: Login.Shortfall(method: proving.method, reached: .low, registration: .basic))
                }
            ) { try $0.fallShort(reaching: .low, registration: .basic, at: $1) },
            Move(
                description: "resume", from: [.choosing], to: { _ in .proved(try Example.authentication(.password)) }
            ) { try $0.resume(Example.authentication(.password), at: $1) },
        ] + Proof.allCases.map(prove)

    /// A proof is accepted only in the state that asks for it.
    private static func prove(_ proof: Proof) -> Move {
        let from: Set<Place> =
            switch proof {
            case .pin: [.pinSent]
            case .password: [.permanentKey]
            case .passwordAndCode: [.codeSent]
            case .softwareCertificate, .deviceCertificate: [.certificate]
            }
        return Move(
            description: "prove by \(proof)", from: from, to: { _ in .proved(try Example.authentication(proof)) }
        ) { try $0.prove(Example.authentication(proof), at: $1) }
    }

    private static let lastMoment = Example.now.addingTimeInterval(1199.999)
    private static let end = Example.now.addingTimeInterval(1200)

    private func login(in place: Place) throws -> Login {
        var login = try Example.login()
        login.state = try place.state()
        return login
    }

    @Test(arguments: moves, Place.allCases)
    func `makes the moves that its state allows, and no other`(_ move: Move, _ place: Place) throws {
        var login = try login(in: place)
        let before = login
        guard move.from.contains(place) else {
            let error: ImpossibleMove =
                switch place {
                case .answered: .alreadyAnswered
                case .proved: .alreadyProved
                default: .wrongState
                }
            #expect(throws: error) { try move.make(&login, Self.lastMoment) }
            #expect(login == before)
            return
        }
        try move.make(&login, Self.lastMoment)
        #expect(try login.state == move.to(before.state))
        login.state = before.state
        #expect(login == before, "nothing but the state changes")
    }

    @Test(arguments: moves, Place.allCases)
    func `allows no move after it has expired`(_ move: Move, _ place: Place) throws {
        var login = try login(in: place)
        let before = login
        let error: ImpossibleMove =
            switch place {
            case .answered: .alreadyAnswered
            case .proved: .alreadyProved
            default: .expired
            }
        #expect(throws: error) { try move.make(&login, Self.end) }
        #expect(login == before)
    }

    @Test(arguments: Place.allCases) func `is answered once, from any state`(_ place: Place) throws {
        var login = try login(in: place)
        if place == .answered {
            #expect(throws: ImpossibleMove.alreadyAnswered) { try login.answer() }
        } else {
            try login.answer()
        }
        #expect(login.state == .answered)
    }

    @Test(arguments: Method.own) func `does not choose a method that is not offered`(_ method: Method) throws {
        let requirement = AssuranceRequirement(comparison: .minimum, levels: [.low])
        let offers = AssurancePolicy().methods(meeting: requirement, excluded: [method])
        var login = try Example.login(offering: offers)
        #expect(throws: ImpossibleMove.notOffered(method)) { try login.choose(method, at: Example.now) }
        var without = try Example.login(offering: offers.filter { $0.method != method })
        #expect(throws: ImpossibleMove.notOffered(method)) { try without.choose(method, at: Example.now) }
    }

    @Test func `starts at the chooser and expires after its lifetime`() throws {
        let login = try Example.login()
        #expect(login.state == .choosing(after: nil))
        #expect(login.expiresAt == Self.end)
        #expect(!login.isExpired(at: Self.lastMoment) && login.isExpired(at: Self.end))
    }
}

import Broker
import Federation
import Foundation
import SAML
import Storage
import TestBroker
import TestFederation
import Testing

/// A citizen who continues after each error page: they reload the login and do what its page requests.
struct RetryingCitizen {
    enum Way: String, CaseIterable, Sendable {
        case pin, permanentKey, certificate
    }

    let citizen: TestCitizen
    let way: Way
    let world: BrokerWorld

    struct Walk {
        let journey: Journey
        /// All answers that the browser received.
        var answers: [Answer]
        /// The number of accepted proofs.
        var proofs = 0
        var codes: [String] = []
        /// Sends the last proof again, as a browser does that has received no response.
        var sendAgain: (@Sendable () async throws -> Void)?
    }

    /// Performs a login from the request to the answer, and requests the answer a second time.
    func walk() async throws -> Walk {
        var walk = Walk(journey: try await begin(), answers: [])
        for _ in 0..<300 {
            do {
                try await step(&walk)
                if walk.answers.count > 1 { return walk }
            } catch is StorageFault {
                continue
            } catch SignInError.overtaken {
                continue
            } catch SignInError.unknownLogin {
                // The response with the new cookie was lost: send the same form again.
                try await sendAgain(walk)
            }
        }
        throw BrokerWorld.Trouble.unexpected("the walk does not end")
    }

    private func sendAgain(_ walk: Walk) async throws {
        guard let sendAgain = walk.sendAgain else { throw SignInError.unknownLogin }
        do {
            try await sendAgain()
            throw BrokerWorld.Trouble.unexpected("a proof counts twice")
        } catch is StorageFault {
            return
        } catch SignInError.overtaken {
            return
        }
    }

    private func begin() async throws -> Journey {
        var request = world.request(world.office, .minimum, .substantial)
        for _ in 0..<100 {
            do {
                switch try await world.arrive(request, from: world.office) {
                case .started(let open):
                    return Journey(
                        world: world, service: world.office, request: request, id: open.login.id, handle: open.handle)
                case .known:
                    // The login exists, but its cookie was lost: start again at the service.
                    request = world.request(world.office, .minimum, .substantial)
                case .answered, .refused: throw BrokerWorld.Trouble.notStarted
                }
            } catch is StorageFault {
                continue
            }
        }
        throw BrokerWorld.Trouble.notStarted
    }

    private func step(_ walk: inout Walk) async throws {
        let journey = walk.journey
        switch try await journey.state {
        case .choosing(let shortfall):
            #expect(shortfall == nil)
            switch way {
            case .pin: try await journey.choose(.pin)
            case .permanentKey: try await journey.choose(.permanentKey)
            case .certificate: try await journey.choose(.certificate)
            }
        case .proving(.pin):
            guard case .sent = try await journey.requestPIN(citizen) else {
                throw BrokerWorld.Trouble.unexpected("no PIN")
            }
        case .proving(.permanentKey):
            walk.sendAgain = { [citizen] in _ = try await journey.submitPassword(citizen) }
            switch try await journey.submitPassword(citizen) {
            case .codeSent: break
            // Unfinished attempts count too.
            case .paused(let pause): world.clock.turn(by: .seconds(pause.until.timeIntervalSince(world.clock.now)))
            case let outcome: throw BrokerWorld.Trouble.unexpected("\(outcome)")
            }
        case .proving(.pinSent): try await enter(&walk) { try await journey.enterPIN($0) }
        case .proving(.codeSent): try await enter(&walk) { try await journey.enterCode($0) }
        case .proving(.certificate):
            let code = try await journey.certificateCode(.fnmt)
            walk.sendAgain = { _ = try await journey.redeem(code) }
            switch try await journey.redeem(code) {
            case .proved: walk.proofs += 1
            case .fellShort, .nothing, .blocked: throw BrokerWorld.Trouble.unexpected("no proof")
            }
        case .proved: walk.answers.append(try await journey.answer())
        case .answered: walk.answers.append(try await journey.earlierAnswer())
        }
    }

    private func enter(
        _ walk: inout Walk, _ enter: @escaping @Sendable (String) async throws -> CodeOutcome
    ) async throws {
        let before = walk.codes.count
        await world.deliverMessages()
        let arrived = world.telephone.messages(to: citizen.phone).compactMap { Telephone.code(in: $0.text) }
        walk.codes = arrived
        guard arrived.count > before || before > 0, let code = arrived.last else {
            // A stopped dispatcher keeps its claim on the message for some time.
            world.clock.turn(by: .seconds(31))
            return
        }
        walk.sendAgain = { _ = try await enter(code) }
        guard case .proved = try await enter(code) else { throw BrokerWorld.Trouble.unexpected("the code is wrong") }
        walk.proofs += 1
    }
}

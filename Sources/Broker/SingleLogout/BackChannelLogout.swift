import Federation
import Foundation
import Logging
import SAML
import Secrets
import Storage
import XML

/// Notifies services of a logout, from server to server.
///
/// - SeeAlso: SAML Bindings 2.0 §3.2; Profiles §4.4.3.3.
struct BackChannelLogout {
    private let logouts: Logouts

    init(_ logouts: Logouts) {
        self.logouts = logouts
    }

    /// Sends the request, and reads the answer from the same exchange.
    func notify(_ participant: LogoutParticipant) async -> LogoutParticipant.Outcome {
        guard let service = logouts.entities.serviceProvider(participant.service),
            let endpoint = service.role.role.serverLogoutService
        else { return .noEndpoint }
        let request = MessageID(random: logouts.random.bytes(20))
        do {
            let now = logouts.time.now()
            let delivery = try await logouts.signer.logout { [terms = logouts.signer.logoutTerms] in
                try $0.request(ending: participant.participations, at: endpoint, terms: terms, id: request, now: now)
            }
            guard case .soap(let envelope) = delivery else { return .noEndpoint }
            let answer = try await logouts.backChannel.exchange(endpoint.location, envelope.bytes)
            let party = VerificationLane.Party.service(participant.service)
            let received = try await logouts.entities.verifications.read(answer.count, for: party) {
                () throws(BindingFailure) in
                try SOAPBinding.receive(LogoutResponse.self, envelope: answer)
            }
            let response = try await received.verified(from: service, in: logouts.entities.verifications, for: party)
            let accepted = try LogoutRules.accept(
                response, from: service.descriptor, inResponseTo: request,
                at: logouts.settings.singleLogoutServiceForServers, skew: logouts.settings.clockSkew,
                now: logouts.time.now())
            return LogoutParticipant.Outcome(accepted.outcome)
        } catch {
            logouts.log.notice(
                "logout: no valid answer from a service",
                metadata: [
                    "service": "\(participant.service.rawValue)", "cause": "\(BackChannelLogout.cause(of: error))",
                ])
            return .noAnswer
        }
    }

    /// Returns the cause for the log: the code of the violated rule, or the type of the error.
    static func cause(of error: any Error) -> String {
        switch error {
        case let rejection as Rejection: rejection.code
        case let violation as RuleViolation: Rejection.rule(violation).code
        case let failure as BindingFailure: Rejection.unreadable(failure).code
        default: "\(type(of: error))"
        }
    }
}

extension LogoutParticipant.Outcome {
    init(_ outcome: AcceptedLogoutResponse.Outcome) {
        switch outcome {
        case .ended: self = .ended
        case .endedInPart: self = .endedInPart
        case .failed: self = .refused
        }
    }
}

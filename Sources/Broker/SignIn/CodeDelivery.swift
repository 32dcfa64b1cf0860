import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// Sends codes and takes them back: what PIN and permanent key have in common.
struct CodeDelivery: Sendable {
    let broker: Broker

    init(_ broker: Broker) {
        self.broker = broker
    }

    /// A code that is to be sent.
    struct Order: Sendable {
        let purpose: ChallengeStore.Purpose
        let hash: SecretHash
        let document: NationalIdentifier
        /// Nil when nobody is to receive it: the same is written all the same.
        let recipient: PhoneNumber?
        let text: String
        let ownCode: OwnCode?
        /// What the code's mistakes are counted for; nil for a code that has no limit but its attempts.
        let claim: SecretHash?
        /// The password that the code reinforces; nil for a PIN.
        var password: Login.ShownPassword?
        let validUntil: Date
        let attempts: Int
    }

    /// Opens the challenge and puts the message into the outbox; what it returns is for the login to remember.
    func send(_ order: Order, for open: OpenLogin, at now: Date, on connection: Connection) throws -> Login.SentCode {
        let challenge = Handle(dice: broker.dice).text
        try ChallengeStore(connection).create(
            .init(
                id: challenge, login: open.login.id.rawValue, purpose: order.purpose, codeHash: order.hash.bytes,
                documentKey: broker.documentKey(order.document).bytes, attempts: order.attempts,
                expiresAt: order.validUntil))
        try Outbox(broker).put(
            order.text, to: order.recipient, validUntil: order.validUntil, at: now, on: connection)
        return Login.SentCode(
            challenge: challenge, document: order.document, sentAt: now, validUntil: order.validUntil,
            ownCode: order.ownCode, claim: order.claim?.text, password: order.password,
            isGenuine: order.recipient != nil)
    }

    /// Compares a code with the one that was sent, and moves the login on, in one transaction.
    func enter(
        _ hash: SecretHash, of sent: Login.SentCode, proving proof: Proof, in open: OpenLogin, at now: Date
    ) async throws -> CodeOutcome {
        try await broker.database.write { [broker] connection in
            let limits = LimitLedger(broker, connection)
            // Anybody can mistype PINs for a claim. Who types a code has shown the password: strangers do not pause
            // that, and its few attempts at eight digits need no such limit.
            let claim = sent.claim.flatMap { SecretHash($0) }
            if let claim,
                let until = try limits.pause(
                    .wrongCode, of: .init(document: sent.document, claim: claim),
                    limits: broker.settings.limits.beforeCode, at: now)
            {
                return .wait(until: until)
            }
            let guess = try ChallengeStore(connection).guess(
                sent.challenge, login: open.login.id.rawValue, codeHash: hash.bytes, at: now)
            switch guess {
            case .wrong(let attemptsLeft):
                if let claim { try limits.record(.wrongCode, of: claim, at: now) }
                try AuditTrail(broker, connection).proofFailed(
                    proof.method, document: sent.document, login: open.login, at: now)
                guard attemptsLeft == 0 else { return .wrong(attemptsLeft: attemptsLeft) }
                return .dead(try restart(open, at: now, on: connection))
            case .dead:
                return .dead(try restart(open, at: now, on: connection))
            case .right:
                guard let citizen = try CitizenLookup(connection).citizen(sent.document), citizen.isActive,
                    try isStillWorth(sent.password, at: now, on: connection)
                else { return .dead(try restart(open, at: now, on: connection)) }
                return try Identification(broker).accept(
                    proof, of: citizen, after: sent.password, in: open, at: now, on: connection)
            }
        }
    }

    /// A password of a session counts while that session does.
    private func isStillWorth(
        _ password: Login.ShownPassword?, at now: Date, on connection: Connection
    ) throws -> Bool {
        guard let session = password?.session else { return true }
        return try SessionStore(connection).isLive(session, at: now)
    }

    private func restart(_ open: OpenLogin, at now: Date, on connection: Connection) throws -> OpenLogin {
        var login = open.login
        do throws(ImpossibleMove) { try login.restartMethod(at: now) } catch { throw SignInError.impossible(error) }
        return try broker.save(login, over: open, on: connection)
    }
}

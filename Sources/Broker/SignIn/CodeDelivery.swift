import Citizens
import Federation
import Foundation
import Secrets
import Storage
import Telemetry

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
        /// What the code's mistakes are counted for.
        let claim: Claim
        /// The password that the code reinforces; nil for a PIN.
        var password: Login.ShownPassword?
        let validUntil: Date
        let attempts: Int

        /// The lane that strangers cannot fill, for a browser that knows this person or has shown the password.
        var lane: OutboxLane { claim.lane != nil || password != nil ? .known : .stranger }
    }

    /// Opens the challenge and puts the message into the outbox; what it returns is for the login to remember.
    func send(_ order: Order, for open: OpenLogin, at now: Date, on connection: Connection) throws -> Login.SentCode {
        let challenge = Handle(random: broker.random).text
        try ChallengeStore(connection).create(
            .init(
                id: challenge, login: open.login.id.rawValue, purpose: order.purpose, codeHash: order.hash.bytes,
                documentKey: broker.documentKey(order.document).bytes, attempts: order.attempts,
                expiresAt: order.validUntil, isGenuine: order.recipient != nil))
        try Outbox(broker).put(
            order.text, to: order.recipient, validUntil: order.validUntil, at: now, lane: order.lane, on: connection)
        return Login.SentCode(
            challenge: challenge, document: order.document, sentAt: now, validUntil: order.validUntil,
            ownCode: order.ownCode, claim: order.claim.key.text, password: order.password,
            isGenuine: order.recipient != nil)
    }

    /// Compares a code with the one that was sent, and moves the login on, in one transaction.
    ///
    /// A wrong code is counted even when another request has moved the login: else the last of three could be tried
    /// again.
    func enter(
        _ hash: SecretHash, of sent: Login.SentCode, proving proof: Proof, by visitor: Visitor, in open: OpenLogin,
        at now: Date
    ) async throws -> CodeOutcome {
        guard let key = sent.claim.flatMap({ SecretHash($0) }) else { throw SignInError.impossible(.outOfStep) }
        let claim = Claim(sent.document, key: key, by: visitor, keys: broker.keys, at: now)
        let (outcome, beginsRest) = try await broker.database.write { [broker] connection -> (CodeOutcome?, Bool) in
            let counted: [UInt8]
            switch try GuessLedger(broker, connection).room(for: claim, at: now) {
            case .open(let subject): counted = subject
            case .rest(let end): return (.wait(Pause(until: end, cause: .rest)), false)
            }
            let guess = try ChallengeStore(connection).guess(
                sent.challenge, login: open.login.id.rawValue, codeHash: hash.bytes, at: now)
            switch guess {
            case .wrong(let attemptsLeft):
                let beginsRest = try noteWrong(
                    sent, claim, countedFor: counted, proof.method, by: visitor, in: open, at: now, on: connection)
                guard attemptsLeft == 0 else { return (.wrong(attemptsLeft: attemptsLeft), beginsRest) }
                return (try restartUnlessOvertaken(open, at: now, on: connection).map(CodeOutcome.dead), beginsRest)
            case .dead:
                return (.dead(try restart(open, at: now, on: connection)), false)
            case .right:
                let standing = try Standing(of: .national(sent.document), on: connection)
                guard let citizen = standing.citizen, citizen.isActive,
                    try isStillWorth(sent.password, standing, at: now, on: connection)
                else { return (.dead(try restart(open, at: now, on: connection)), false) }
                let accepted = try Identification(broker).accept(
                    proof, of: citizen, after: sent.password, in: open, at: now, on: connection)
                // Last, as after a password: both take the login's row and then those of the networks.
                try Admissions(broker, connection).forgive(
                    sent.document, by: visitor, in: open.login.id, at: now)
                return (accepted, false)
            }
        }
        if beginsRest {
            broker.measurements.count(.restsBegun)
            broker.outbox.raise()
        }
        guard let outcome else {
            broker.alarm.judged(isRight: false, at: now)
            throw SignInError.overtaken
        }
        broker.noteJudged(outcome, at: now)
        return outcome
    }

    /// Counts a wrong code for its claim and its source. Where a rest begins with it, the holder is notified: with the
    /// same statements for a code that was sent to nobody.
    ///
    /// - Returns: whether a rest begins.
    private func noteWrong(
        _ sent: Login.SentCode, _ claim: Claim, countedFor subject: [UInt8], _ method: Method, by visitor: Visitor,
        in open: OpenLogin, at now: Date, on connection: Connection
    ) throws -> Bool {
        try Admissions(broker, connection).chargeWrongCode(
            of: sent.document, by: visitor, in: open.login.id, at: now)
        try AuditTrail(broker, connection).proofFailed(method, document: sent.document, login: open.login, at: now)
        guard let end = try GuessLedger(broker, connection).record(for: subject, at: now) else { return false }
        // In known browsers codes go on: they are counted with everybody's from now on.
        if subject == claim.key.bytes {
            try RestNotice(broker).send(about: claim, until: end, isGenuine: sent.isGenuine, at: now, on: connection)
        }
        return true
    }

    /// A password counts until it is changed, and one of a session while that session lasts.
    private func isStillWorth(
        _ password: Login.ShownPassword?, _ standing: Standing, at now: Date, on connection: Connection
    ) throws -> Bool {
        guard let password else { return true }
        guard standing.hasPassword(since: password.shownAt) else { return false }
        guard let session = password.session else { return true }
        return try SessionStore(connection).isLive(session, at: now)
    }

    /// - Returns: nil when another request has moved the login; what this transaction wrote before stays.
    private func restartUnlessOvertaken(
        _ open: OpenLogin, at now: Date, on connection: Connection
    ) throws -> OpenLogin? {
        do { return try restart(open, at: now, on: connection) } catch SignInError.overtaken { return nil }
    }

    private func restart(_ open: OpenLogin, at now: Date, on connection: Connection) throws -> OpenLogin {
        var login = open.login
        do throws(ImpossibleMove) { try login.restartMethod(at: now) } catch { throw SignInError.impossible(error) }
        return try broker.save(login, over: open, on: connection)
    }
}

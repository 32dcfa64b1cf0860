import Citizens
import Federation
import Foundation
import Secrets
import Storage
import Telemetry

/// Sends codes and verifies them, for both PIN and permanent key.
struct CodeDelivery: Sendable {
    let signIn: SignIn

    init(_ signIn: SignIn) {
        self.signIn = signIn
    }

    /// A code to send.
    struct Order: Sendable {
        let purpose: ChallengeStore.Purpose
        let hash: SecretHash
        let document: NationalIdentifier
        /// Nil when no message is to be delivered. The same rows are written in both cases.
        let recipient: PhoneNumber?
        let text: String
        let ownCode: OwnCode?
        /// The claim for which wrong codes are counted.
        let claim: Claim
        /// The password that the code reinforces; nil for a PIN.
        var password: Login.ShownPassword?
        let validUntil: Date
        let attempts: Int

        /// The outbox lane: `known` for a browser that knows this citizen or has shown the password. An attacker cannot
        /// fill this lane.
        var lane: OutboxLane { claim.lane != nil || password != nil ? .known : .unknown }
    }

    /// Opens the challenge and adds the message to the outbox.
    ///
    /// - Returns: The sent code, to be stored in the login.
    func send(_ order: Order, for open: OpenLogin, at now: Date, on connection: Connection) throws -> Login.SentCode {
        let challenge = Handle(random: signIn.random).text
        try ChallengeStore(connection).create(
            .init(
                id: challenge, login: open.login.id.rawValue, purpose: order.purpose, codeHash: order.hash.bytes,
                documentKey: signIn.keys.documentKey(order.document).bytes, attempts: order.attempts,
                expiresAt: order.validUntil, isGenuine: order.recipient != nil))
        try signIn.delivery.outbox.put(
            order.text, to: order.recipient, validUntil: order.validUntil, at: now, lane: order.lane, on: connection)
        return Login.SentCode(
            challenge: challenge, document: order.document, sentAt: now, validUntil: order.validUntil,
            ownCode: order.ownCode, claim: order.claim.key.text, password: order.password,
            isGenuine: order.recipient != nil)
    }

    /// A typed code and the limits in which it counts.
    private struct Entry: Sendable {
        let sent: Login.SentCode
        let proof: Proof
        let open: OpenLogin
        let now: Date
        let claim: Claim
        let guesses: GuessLedger
        let admissions: Admissions
    }

    /// Compares a typed code with the sent one and moves the login to its next state, in one transaction.
    ///
    /// A wrong code is counted even when another request has moved the login. Otherwise the last of three attempts
    /// could be repeated.
    func enter(
        _ hash: SecretHash, of sent: Login.SentCode, proving proof: Proof, by visitor: Visitor, in open: OpenLogin,
        at now: Date
    ) async throws -> CodeOutcome {
        guard let key = sent.claim.flatMap({ SecretHash($0) }) else { throw SignInError.impossible(.wrongState) }
        let claim = Claim(sent.document, key: key, by: visitor, keys: signIn.keys, at: now)
        let entry = Entry(
            sent: sent, proof: proof, open: open, now: now, claim: claim,
            guesses: GuessLedger(signIn.register.guesses, claim, at: now),
            admissions: Admissions(signIn.register, .wrongCode, of: sent.document, by: visitor, at: now))
        let (outcome, beginsRest) = try await signIn.database.write { try judge(hash, entry, on: $0) }
        if beginsRest {
            signIn.measurements.count(.restsBegun)
            signIn.delivery.signal.raise()
        }
        guard let outcome else {
            signIn.register.alarm.judged(isRight: false, at: now)
            throw SignInError.overtaken
        }
        signIn.register.alarm.judged(outcome, at: now)
        return outcome
    }

    /// Counts a code as wrong before judging it, so that parallel attempts have no more guesses than sequential ones.
    ///
    /// - Returns: A nil outcome for a wrong code of a login that another request has moved.
    private func judge(
        _ hash: SecretHash, _ entry: Entry, on connection: Connection
    ) throws -> (outcome: CodeOutcome?, beginsRest: Bool) {
        var tallies = try Tallies(
            of: entry.guesses.subjects + entry.admissions.subjects, at: entry.now, on: connection)
        let counted: LimitStore.Subject
        switch entry.guesses.availability(in: tallies) {
        case .open(let subject): counted = subject
        case .rest(let end): return (.wait(Pause(until: end, cause: .rest)), false)
        }
        try entry.guesses.count(counted, in: &tallies)
        let guess = try ChallengeStore(connection).guess(
            entry.sent.challenge, login: entry.open.login.id.rawValue, codeHash: hash.bytes, at: entry.now)
        let result: (CodeOutcome?, Bool)
        switch guess {
        case .wrong(let attemptsLeft):
            result = try noteWrong(entry, attemptsLeft, countedFor: counted, tallies: &tallies, on: connection)
        case .useless:
            entry.guesses.takeBack(counted, in: &tallies)
            result = (.useless(try restart(entry.open, at: entry.now, on: connection)), false)
        case .right:
            entry.guesses.takeBack(counted, in: &tallies)
            result = (try accept(entry, tallies: &tallies, on: connection), false)
        }
        try tallies.save()
        return result
    }

    /// Accepts a right code: moves the login to its next state and refunds the charges of the login.
    private func accept(
        _ entry: Entry, tallies: inout Tallies, on connection: Connection
    ) throws -> CodeOutcome {
        let (sent, open, now) = (entry.sent, entry.open, entry.now)
        let standing = try Standing(of: .national(sent.document), on: connection)
        guard let citizen = standing.citizen, citizen.isActive,
            try isStillValid(sent.password, standing, at: now, on: connection)
        else { return .useless(try restart(open, at: now, on: connection)) }
        let accepted = try Identification(signIn).accept(
            entry.proof, of: citizen, after: sent.password, in: open, at: now, on: connection)
        try entry.admissions.forgive(in: open.login.id, tallies: &tallies, on: connection)
        return accepted
    }

    /// Charges a wrong code to its source. If a rest begins, the holder is notified. The statements are the same for a
    /// code that was sent to no recipient.
    private func noteWrong(
        _ entry: Entry, _ attemptsLeft: Int, countedFor subject: LimitStore.Subject, tallies: inout Tallies,
        on connection: Connection
    ) throws -> (CodeOutcome?, beginsRest: Bool) {
        let (sent, open, now) = (entry.sent, entry.open, entry.now)
        try AuditTrail(signIn.keys, connection).proofFailed(
            entry.proof.method, document: sent.document, login: open.login, at: now)
        let outcome =
            attemptsLeft == 0
            ? try restartUnlessOvertaken(open, at: now, on: connection).map(CodeOutcome.useless)
            : .wrong(attemptsLeft: attemptsLeft)
        try entry.admissions.chargeWrongCode(in: open.login.id, tallies: &tallies, on: connection)
        guard let end = entry.guesses.restEnd(after: tallies[subject]) else { return (outcome, false) }
        // Known browsers can still enter codes. From now on, their codes use the budget of all other browsers.
        if subject.key == entry.claim.key.bytes {
            try RestNotice(signIn.delivery, keys: signIn.keys).send(
                about: entry.claim, until: end, isGenuine: sent.isGenuine, at: now, tallies: &tallies, on: connection)
        }
        return (outcome, true)
    }

    /// Returns whether a password still counts: until it is changed, and for a password of a session, only while that
    /// session lasts.
    private func isStillValid(
        _ password: Login.ShownPassword?, _ standing: Standing, at now: Date, on connection: Connection
    ) throws -> Bool {
        guard let password else { return true }
        guard standing.hasPassword(since: password.shownAt) else { return false }
        guard let session = password.session else { return true }
        return try SessionStore(connection).isLive(session, at: now)
    }

    /// - Returns: Nil when another request has moved the login. The earlier writes of this transaction remain.
    private func restartUnlessOvertaken(
        _ open: OpenLogin, at now: Date, on connection: Connection
    ) throws -> OpenLogin? {
        do { return try restart(open, at: now, on: connection) } catch SignInError.overtaken { return nil }
    }

    private func restart(_ open: OpenLogin, at now: Date, on connection: Connection) throws -> OpenLogin {
        var login = open.login
        do throws(ImpossibleMove) { try login.restartMethod(at: now) } catch { throw SignInError.impossible(error) }
        return try signIn.save(login, over: open, on: connection)
    }
}

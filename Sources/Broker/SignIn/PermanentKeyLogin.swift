package import Citizens
import Federation
package import Foundation
import SAML
import Secrets
import Storage

/// Proving who one is with the permanent key: a password, and a code by SMS when the level needs it.
///
/// An attempt is counted before the password is judged, so that many at once have no more tries than one after the
/// other; and it has its place in the queue of judging before it is counted, so that none is spent on an answer that does
/// not come. Every attempt that is judged costs one Argon2, whoever's it is: an unknown document's is against a dummy.
package struct PermanentKeyLogin: Sendable {
    let broker: Broker
    let codes: CodeDelivery

    package init(_ broker: Broker) {
        self.broker = broker
        codes = CodeDelivery(broker)
    }

    /// What came of a password.
    package enum Outcome: Sendable {
        /// The password was enough.
        case proved(OpenLogin)
        /// The password was right, and a code is on its way.
        case codeSent(OpenLogin)
        /// The password was right, and this person cannot reach the level with this method.
        case fellShort(OpenLogin)
        /// The document cannot be one.
        case malformed(NationalIdentifierError)
        /// Not registered, no password, a wrong one, or blocked: one answer for all.
        case wrong
        /// Too many were wrong for this document, or tried from this address; the other methods stay open.
        case paused(until: Date)
        /// Too many codes were sent to this person.
        case wait(until: Date)
    }

    /// Takes document and password.
    ///
    /// - Parameters:
    ///   - address: the client's, for the limits.
    ///   - language: the code of the language in which a message would be written.
    /// - Throws: `SignInError`, `overloaded` among them; `StorageFault`.
    package func submit(
        document typed: String, password: String, from address: String, in language: String, for open: OpenLogin
    ) async throws -> Outcome {
        let now = broker.time.now()
        guard case .permanentKey = try step(of: open, at: now) else { throw SignInError.impossible(.outOfStep) }
        let document: NationalIdentifier
        do { document = try NationalIdentifier(typed) } catch { return .malformed(error) }
        guard let password = try? Password(password) else { return .wrong }
        let place = try placeToJudge()
        let attempt = try await broker.database.write { [broker] connection -> Attempt in
            let limits = broker.settings.passwordLimits.beforePassword
            if let until = try LimitLedger(broker, connection).admit(
                .passwordAttempt, of: .init(document: document, address: address), limits: limits, at: now)
            {
                return .paused(until: until)
            }
            let attempts = PasswordAttemptStore(connection)
            let counted = try attempts.attempt(broker.documentKey(document).bytes, at: now) { failures in
                broker.settings.passwordPauses.end(after: failures, at: now)
            }
            if case .paused(let until) = counted { return .paused(until: until) }
            let known = try CitizenLookup(connection).credentials(document)
            return .judge(known.citizen, known.password)
        }
        switch attempt {
        case .paused(let until): return .paused(until: until)
        case .judge(let citizen, let hash):
            guard await place.verify(password, against: hash), let citizen, let hash, citizen.isActive else {
                try await noteFailure(document, of: open, at: now)
                return .wrong
            }
            let renewal = await renewal(of: hash, password, at: place)
            return try await accept(
                Right(citizen: citizen, renewal: renewal), in: language, from: address, for: open,
                at: broker.time.now())
        }
    }

    private func placeToJudge() throws -> PasswordHasher.Place {
        do { return try broker.passwords.reserve() } catch { throw SignInError.overloaded }
    }

    /// Whose password was right.
    private struct Right: Sendable {
        let citizen: Citizen
        /// Nil when the hash is as today's are made.
        let renewal: Renewal?
    }

    /// Another hash of the same password.
    private struct Renewal: Sendable {
        let old: PasswordHash
        let new: PasswordHash
    }

    /// The right password's hash at today's cost, if its own was made at another. Without memory for it the next sign-in
    /// will do.
    private func renewal(
        of hash: PasswordHash, _ password: Password, at place: borrowing PasswordHasher.Place
    ) async -> Renewal? {
        guard broker.passwords.needsRehash(hash), let new = try? await place.hash(password) else { return nil }
        return Renewal(old: hash, new: new)
    }

    private enum Attempt: Sendable {
        case paused(until: Date)
        case judge(Citizen?, PasswordHash?)
    }

    private func noteFailure(_ document: NationalIdentifier, of open: OpenLogin, at now: Date) async throws {
        try await broker.database.write { [broker] connection in
            try AuditTrail(broker, connection).proofFailed(
                .permanentKey, document: document, login: open.login, at: now)
        }
    }

    /// The password was right: forgives the attempts, renews its hash, and goes where the level leads.
    private func accept(
        _ right: Right, in language: String, from address: String, for open: OpenLogin, at now: Date
    ) async throws -> Outcome {
        let citizen = right.citizen
        let registration = Registration(citizen.registrationLevel)
        let verdict = broker.policy.judge(.password, registration: registration, against: open.login.requirement)
        let order = order(
            for: citizen, after: .init(shownAt: now), in: language, for: open, at: now)
        let outcome: Outcome = try await broker.database.write { [broker, codes] connection in
            // Judging took a while: whoever was blocked meanwhile is not let in.
            guard let present = try CitizenLookup(connection).citizen(citizen.identifier), present.isActive else {
                return .wrong
            }
            try PasswordAttemptStore(connection).reset(broker.documentKey(citizen.identifier).bytes)
            if let renewal = right.renewal {
                try CitizenStore(connection).renewPassword(
                    renewal.old.text, as: renewal.new.text, of: citizen.identifier.text)
            }
            switch verdict {
            case .meets, .fallsShort:
                let accepted = try Identification(broker).accept(
                    .password, of: present, in: open, at: now, on: connection)
                switch accepted {
                case .proved(let open): return .proved(open)
                case .fellShort(let open): return .fellShort(open)
                case .malformed, .wrong, .dead, .wait: throw SignInError.impossible(.outOfStep)
                }
            case .needsCode:
                return try codes.sendReinforcement(order, from: address, for: open, at: now, on: connection)
            }
        }
        if case .codeSent = outcome { broker.measurements.messageQueued() }
        broker.outbox.ring()
        return outcome
    }

    /// A code for that citizen, ready to be sent.
    func order(
        for citizen: Citizen, after password: Login.ShownPassword?, in language: String, for open: OpenLogin,
        at now: Date
    ) -> CodeDelivery.Order {
        let code = OneTimeCode(dice: broker.dice)
        let validUntil = broker.settings.codePolicy.expiry(of: now)
        let content = SMSContent.code(
            code: code.text, service: broker.entities.name(of: open.login.request.issuer, in: language),
            validUntil: validUntil)
        return CodeDelivery.Order(
            purpose: .otp,
            hash: code.hash(
                key: broker.keys.codes, login: open.login.id.rawValue, document: citizen.identifier),
            document: citizen.identifier, recipient: citizen.phone, text: broker.wording.text(content, language),
            ownCode: nil, claim: nil, password: password, validUntil: validUntil,
            attempts: broker.settings.codePolicy.maximumAttempts)
    }

    func step(of open: OpenLogin, at now: Date) throws -> Login.Proving {
        do { return try open.login.proving(at: now) } catch { throw SignInError.impossible(error) }
    }
}

extension PasswordPausePolicy {
    /// When the pause ends that so many failures bring; nil for none. A block has no end.
    func end(after failures: Int, at now: Date) -> Date? {
        switch PasswordPause(failures: failures - 1, state: .open).failed(at: now, policy: self).state {
        case .open: nil
        case .paused(let until): until
        case .blocked: .distantFuture
        }
    }
}

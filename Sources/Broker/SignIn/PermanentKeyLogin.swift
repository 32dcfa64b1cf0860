package import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage

/// Proves identity with the permanent key: a password, and a code by SMS when the level needs it.
///
/// An attempt is counted before the password is judged, so that parallel attempts have no more tries than sequential
/// ones. It reserves its place in the hasher's queue before it is counted, so that an overloaded broker uses up no
/// attempt. Every judged attempt costs one Argon2 hash, for every document: the password for an unknown document is
/// compared with a dummy hash.
package struct PermanentKeyLogin: Sendable {
    let signIn: SignIn
    let codes: CodeDelivery

    package init(_ signIn: SignIn) {
        self.signIn = signIn
        codes = CodeDelivery(signIn)
    }

    package enum Outcome: Sendable {
        /// The password was sufficient.
        case proved(OpenLogin)
        /// The password was right, and a code was sent.
        case codeSent(OpenLogin)
        /// The password was right, but this citizen cannot reach the level with this method.
        case fellShort(OpenLogin)
        case malformed(NationalIdentifierError)
        /// The citizen is not registered, has no password or is blocked, or the password is wrong. All cases have the
        /// same outcome.
        case wrong
        /// Too many attempts came from this network. No password was judged. The other methods stay available.
        case paused(Pause)
        /// The password was right, and no code is sent now.
        case wait(Pause)
    }

    /// Verifies a document and its password.
    ///
    /// - Throws: `SignInError`, including `overloaded`; `StorageFault`.
    package func submit(
        document typed: String, password: String, by visitor: Visitor, for open: OpenLogin
    ) async throws -> Outcome {
        let now = signIn.time.now()
        guard case .permanentKey = try step(of: open, at: now) else { throw SignInError.impossible(.wrongState) }
        let document: NationalIdentifier
        do { document = try NationalIdentifier(typed) } catch { return .malformed(error) }
        guard let password = try? Password(password) else { return .wrong }
        let place = try placeToJudge(document, by: visitor, at: now)
        let admissions = Admissions(signIn.register, .password, of: document, by: visitor, at: now)
        let attempt = try await signIn.database.write { connection -> Attempt in
            var tallies = try Tallies(of: admissions.subjects, at: now, on: connection)
            let account = admissions.account(in: tallies)
            if let pause = account.pause { return .paused(pause) }
            let known = try CitizenLookup(connection).credentials(document)
            try admissions.charge(to: account, in: open.login.id, tallies: &tallies, on: connection)
            try tallies.save()
            return .judge(known.citizen, known.password, setAt: known.setAt)
        }
        switch attempt {
        case .paused(let pause): return .paused(pause)
        case .judge(let citizen, let hash, let setAt):
            let isRight = await place.verify(password, against: hash)
            signIn.register.alarm.judged(isRight: isRight, at: now)
            guard isRight, let citizen, let hash, citizen.isActive else {
                try await noteFailure(document, of: open, at: now)
                return .wrong
            }
            let renewal = await renewal(of: hash, password, at: place)
            return try await accept(
                VerifiedPassword(citizen: citizen, setAt: setAt, renewal: renewal), by: visitor, for: open,
                at: signIn.time.now())
        }
    }

    /// Reserves a place in the hasher's queue. Browsers that have signed in as this citizen come first and share the
    /// places of one party. All other browsers share the places of their network, and known browsers do too when their
    /// own places are taken.
    private func placeToJudge(
        _ document: NationalIdentifier, by visitor: Visitor, at now: Date
    ) throws -> PasswordHasher.Place {
        if visitor.known?.knows(document, keys: signIn.keys, at: now) == true,
            let place = try? signIn.register.passwords.reserve(for: .known(signIn.keys.documentKey(document).text))
        {
            return place
        }
        do {
            return try signIn.register.passwords.reserve(for: .unknown(ClientNetwork(widestOf: visitor.address).text))
        } catch {
            throw SignInError.overloaded
        }
    }

    private struct VerifiedPassword: Sendable {
        let citizen: Citizen
        /// The time when the password was set. It identifies the password even when its hash is renewed.
        let setAt: Date?
        /// The new hash; nil when the hash already has the present parameters.
        let renewal: Renewal?
    }

    private struct Renewal: Sendable {
        let old: PasswordHash
        let new: PasswordHash
    }

    /// Returns the right password's hash at the present cost; nil when it already has this cost, or when there is no
    /// memory for it. In the latter case a later sign-in renews it.
    private func renewal(
        of hash: PasswordHash, _ password: Password, at place: borrowing PasswordHasher.Place
    ) async -> Renewal? {
        guard signIn.register.passwords.needsRehash(hash), let new = try? await place.hash(password) else { return nil }
        return Renewal(old: hash, new: new)
    }

    private enum Attempt: Sendable {
        case paused(Pause)
        case judge(Citizen?, PasswordHash?, setAt: Date?)
    }

    private func noteFailure(_ document: NationalIdentifier, of open: OpenLogin, at now: Date) async throws {
        try await signIn.database.write { [signIn] connection in
            try AuditTrail(signIn.keys, connection).proofFailed(
                .permanentKey, document: document, login: open.login, at: now)
        }
    }

    /// Accepts a right password: renews its hash, moves the login to the state that follows from the level, and refunds
    /// the attempts.
    private func accept(
        _ password: VerifiedPassword, by visitor: Visitor, for open: OpenLogin, at now: Date
    ) async throws -> Outcome {
        let citizen = password.citizen
        let registration = Registration(citizen.registrationLevel)
        let verdict = signIn.policy.judge(.password, registration: registration, against: open.login.requirement)
        let order = order(
            for: citizen, after: .init(shownAt: now), by: visitor, for: open, at: now)
        let admissions = Admissions(signIn.register, .password, of: citizen.identifier, by: visitor, at: now)
        let outcome: Outcome = try await signIn.database.write { [signIn, codes] connection in
            // Judging takes time. A citizen who was blocked meanwhile is refused, and so is a password that was
            // changed.
            let standing = try Standing(of: .national(citizen.identifier), on: connection)
            guard let present = standing.citizen, present.isActive, standing.passwordSetAt == password.setAt else {
                return .wrong
            }
            if let renewal = password.renewal {
                try CitizenStore(connection).renewPassword(
                    renewal.old.text, as: renewal.new.text, of: citizen.identifier.text)
            }
            var tallies = try Tallies(
                of: admissions.subjects + codes.subjects(order, at: now), at: now, on: connection)
            let reached: Outcome
            switch verdict {
            case .meets, .fallsShort:
                let accepted = try Identification(signIn).accept(
                    .password, of: present, in: open, at: now, on: connection)
                switch accepted {
                case .proved(let open): reached = .proved(open)
                case .fellShort(let open): reached = .fellShort(open)
                case .malformed, .wrong, .useless, .wait: throw SignInError.impossible(.wrongState)
                }
            case .needsCode:
                reached = try codes.sendReinforcement(
                    order, for: open, at: now, tallies: &tallies, on: connection)
            }
            // If no code is sent, the right password stays charged. Otherwise one citizen could have any number of
            // passwords judged.
            if case .wait = reached { return reached }
            try admissions.forgive(in: open.login.id, tallies: &tallies, on: connection)
            try tallies.save()
            return reached
        }
        if case .codeSent = outcome { signIn.measurements.messageQueued() }
        signIn.delivery.signal.raise()
        return outcome
    }

    /// Returns a code for that citizen, ready to be sent.
    func order(
        for citizen: Citizen, after password: Login.ShownPassword?, by visitor: Visitor, for open: OpenLogin,
        at now: Date
    ) -> CodeDelivery.Order {
        let code = OneTimeCode(random: signIn.random)
        let validUntil = signIn.settings.codePolicy.expiry(of: now)
        let content = SMSContent.code(
            code: code.text, service: signIn.entities.name(of: open.login.request.issuer, in: visitor.language),
            validUntil: validUntil)
        return CodeDelivery.Order(
            purpose: .otp,
            hash: code.hash(
                key: signIn.keys.codes, login: open.login.id.rawValue, document: citizen.identifier),
            document: citizen.identifier, recipient: citizen.phone,
            text: signIn.delivery.wording.text(content, visitor.language),
            ownCode: nil,
            claim: Claim(
                citizen.identifier, key: signIn.keys.codeClaimKey(citizen.identifier), by: visitor, keys: signIn.keys,
                at: now),
            password: password, validUntil: validUntil,
            attempts: signIn.settings.codePolicy.maximumAttempts)
    }

    func step(of open: OpenLogin, at now: Date) throws -> Login.Proving {
        do { return try open.login.proving(at: now) } catch { throw SignInError.impossible(error) }
    }
}

import Citizens
import Federation
import Foundation
import Secrets
import Storage

extension PermanentKeyLogin {
    /// Verifies the eight digits of the message.
    ///
    /// - Throws: `SignInError`.
    package func enter(_ typed: String, by visitor: Visitor, in open: OpenLogin) async throws -> CodeOutcome {
        let now = signIn.time.now()
        guard case .codeSent(let sent) = try step(of: open, at: now) else { throw SignInError.impossible(.wrongState) }
        guard let code = OneTimeCode(typed) else { return .malformed }
        let hash = code.hash(key: signIn.keys.codes, login: open.login.id.rawValue, document: sent.document)
        return try await codes.enter(hash, of: sent, proving: .passwordAndCode, by: visitor, in: open, at: now)
    }

    /// Sends a code to a citizen who showed the password before, in the session of this browser. Only the code is
    /// required.
    ///
    /// - Throws: `SignInError`.
    package func stepUp(
        _ session: OpenSession, by visitor: Visitor, for open: OpenLogin
    ) async throws -> Outcome {
        guard case .needsCode(let proof) = SessionReuse(signIn).reuse(of: session, for: open.login) else {
            return .wrong
        }
        // Only the register of citizens contains passwords and telephone numbers.
        guard let document = proof.person.principal.national else { return .wrong }
        var login = open.login
        do throws(ImpossibleMove) {
            try login.choose(.permanentKey, at: signIn.time.now())
        } catch {
            throw SignInError.impossible(error)
        }
        // One transaction chooses the method and sends the code, so a citizen who must wait stays at the choice of
        // methods.
        return try await send(
            to: document, after: .init(shownAt: proof.instant, session: session.id), by: visitor,
            for: open.moved(to: login))
    }

    /// Sends another code to a citizen who has shown the password. The previous code is invalid from then on.
    ///
    /// - Throws: `SignInError`.
    package func sendAgain(by visitor: Visitor, for open: OpenLogin) async throws -> Outcome {
        let now = signIn.time.now()
        guard case .codeSent(let sent) = try step(of: open, at: now) else { throw SignInError.impossible(.wrongState) }
        return try await send(to: sent.document, after: sent.password, by: visitor, for: open)
    }

    private func send(
        to document: NationalIdentifier, after password: Login.ShownPassword?, by visitor: Visitor, for open: OpenLogin
    ) async throws -> Outcome {
        let now = signIn.time.now()
        let outcome: Outcome = try await signIn.database.write { [signIn, codes] connection in
            let citizen = try CitizenLookup(connection).citizen(document)
            guard let citizen, citizen.isActive else { return .wrong }
            let order = PermanentKeyLogin(signIn).order(for: citizen, after: password, by: visitor, for: open, at: now)
            var tallies = try Tallies(of: codes.subjects(order, at: now), at: now, on: connection)
            let outcome = try codes.sendReinforcement(order, for: open, at: now, tallies: &tallies, on: connection)
            try tallies.save()
            return outcome
        }
        if case .codeSent = outcome { signIn.measurements.messageQueued() }
        signIn.delivery.signal.raise()
        return outcome
    }
}

extension CodeDelivery {
    /// Returns the tallies that decide whether a code that reinforces a password is sent.
    func subjects(_ order: Order, at now: Date) -> [LimitStore.Subject] {
        GuessLedger(signIn.register.guesses, order.claim, at: now).subjects
            + [MessageLedger(signIn.delivery.limits).limit(.oneTimeCodeRequest, for: order.claim).subject]
    }

    /// Sends the code that reinforces a password, if the limits allow it, and moves the login to the step where the
    /// code is typed. The caller saves the tallies.
    func sendReinforcement(
        _ order: Order, for open: OpenLogin, at now: Date, tallies: inout Tallies, on connection: Connection
    ) throws -> PermanentKeyLogin.Outcome {
        let messages = MessageLedger(signIn.delivery.limits).limit(.oneTimeCodeRequest, for: order.claim)
        let rest = GuessLedger(signIn.register.guesses, order.claim, at: now).pause(in: tallies)
        if let pause = rest ?? tallies.pause(messages) {
            try signIn.requireUnmoved(open, on: connection)
            return .wait(pause)
        }
        tallies.count(messages)
        let code = try send(order, for: open, at: now, on: connection)
        var login = open.login
        do throws(ImpossibleMove) { try login.sendCode(code, at: now) } catch { throw SignInError.impossible(error) }
        return .codeSent(try signIn.save(login, over: open, on: connection))
    }
}

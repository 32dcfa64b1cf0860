import Citizens
import Federation
import Foundation
import Secrets
import Storage

extension PermanentKeyLogin {
    /// Takes the eight digits of the message.
    ///
    /// - Throws: `SignInError`.
    package func enter(_ typed: String, in open: OpenLogin) async throws -> CodeOutcome {
        let now = broker.time.now()
        guard case .codeSent(let sent) = try step(of: open, at: now) else { throw SignInError.impossible(.outOfStep) }
        guard let code = OneTimeCode(typed) else { return .malformed }
        let hash = code.hash(key: broker.keys.codes, login: open.login.id.rawValue, document: sent.document)
        return try await codes.enter(hash, of: sent, proving: .passwordAndCode, in: open, at: now)
    }

    /// Sends a code to who has shown the password before, in the session of this browser: the code is all that is asked.
    ///
    /// - Throws: `SignInError`.
    package func stepUp(
        _ session: OpenSession, from address: String, in language: String, for open: OpenLogin
    ) async throws -> Outcome {
        guard case .needsCode(let proof) = SessionReuse(broker).worth(of: session, for: open) else { return .wrong }
        var login = open.login
        do throws(ImpossibleMove) {
            try login.choose(.permanentKey, at: broker.time.now())
        } catch {
            throw SignInError.impossible(error)
        }
        // Chosen and sent in one transaction: who must wait stays at the chooser.
        return try await send(
            to: proof.person.identifier, after: .init(shownAt: proof.instant, session: session.id), from: address,
            in: language, for: open.moved(to: login))
    }

    /// Sends another code to who has shown the password; the one before it ends.
    ///
    /// - Throws: `SignInError`.
    package func sendAgain(from address: String, in language: String, for open: OpenLogin) async throws -> Outcome {
        let now = broker.time.now()
        guard case .codeSent(let sent) = try step(of: open, at: now) else { throw SignInError.impossible(.outOfStep) }
        return try await send(to: sent.document, after: sent.password, from: address, in: language, for: open)
    }

    private func send(
        to document: NationalIdentifier, after password: Login.ShownPassword?, from address: String,
        in language: String, for open: OpenLogin
    ) async throws -> Outcome {
        let now = broker.time.now()
        let citizen = try await broker.database.read { try CitizenLookup($0).citizen(document) }
        guard let citizen, citizen.isActive else { return .wrong }
        let order = order(for: citizen, after: password, in: language, for: open, at: now)
        let outcome = try await broker.database.write { [codes] connection in
            try codes.sendReinforcement(order, from: address, for: open, at: now, on: connection)
        }
        if case .codeSent = outcome { broker.measurements.messageQueued() }
        broker.outbox.ring()
        return outcome
    }
}

extension CodeDelivery {
    /// Sends the code that reinforces a password, if the limits have room, and moves the login to where it is typed.
    func sendReinforcement(
        _ order: Order, from address: String, for open: OpenLogin, at now: Date, on connection: Connection
    ) throws -> PermanentKeyLogin.Outcome {
        let limits = LimitLedger(broker, connection)
        let requests = broker.settings.passwordLimits.beforeOneTimeCode
        if let until = try limits.admit(
            .oneTimeCodeRequest, of: .init(document: order.document, address: address), limits: requests, at: now)
        {
            try broker.requireUnmoved(open, on: connection)
            return .wait(until: until)
        }
        let code = try send(order, for: open, at: now, on: connection)
        var login = open.login
        do throws(ImpossibleMove) { try login.sendCode(code, at: now) } catch { throw SignInError.impossible(error) }
        return .codeSent(try broker.save(login, over: open, on: connection))
    }
}

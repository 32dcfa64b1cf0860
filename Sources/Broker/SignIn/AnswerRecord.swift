import Citizens
import Federation
import Foundation
import SAML
import Secrets
import Storage
import XML

/// Stores the answer to a login in one transaction. The Response is sent only if the transaction commits.
///
/// The answer is kept for a limited time, sealed under the login's cookie. After a double click or a dropped
/// connection, the same browser gets the same answer again.
struct AnswerRecord {
    let signIn: SignIn
    let visitor: Visitor?

    enum Place {
        /// The database, as the login was opened.
        case stored
        /// Not stored yet: the request has just arrived.
        case arriving(LoginArrival)
    }

    /// Stores a grant.
    ///
    /// - Throws: `SignInError.overtaken` when another request has answered or moved the login, `.sessionEnded`;
    ///   `Refusal.requestDenied` when the register no longer accepts the proof; `LoginArrival.AlreadyUsed`.
    func write(_ granted: GrantedAnswer, _ open: OpenLogin, at place: Place, at now: Date) async throws -> Answer {
        let authentication = granted.grant.authentication
        let principal = authentication.person.principal
        let remembered = granted.isResumed ? nil : visitor
        let answer = Answer(
            form(granted.response, to: open.login.request), session: granted.keeping?.newHandle,
            knownBrowser: remembered.flatMap { known(after: authentication.proof, of: principal, in: $0, at: now) })
        try await write(answer, open, at: place, at: now) { trail, connection in
            // A proved login can wait for minutes. Meanwhile the operator can block the citizen or set a new password.
            guard try Standing(of: principal, on: connection).accepts(authentication) else {
                if granted.isResumed { throw SignInError.sessionEnded }
                throw Refusal.requestDenied
            }
            if let keeping = granted.keeping {
                try keeping.keep(granted.serviceRow, at: now, on: connection)
            } else if let remembered {
                try PersonStore(connection).noteLanguage(remembered.language, of: principal.text)
            }
            try granted.consenting?.keep(trail, of: open.login, at: now, on: connection)
            try trail.granted(
                granted.grant, assertion: granted.assertion.rawValue, login: open.login, at: now)
        }
        return answer
    }

    /// Stores a refusal of a login that is in the database.
    ///
    /// - Throws: `SignInError.overtaken`.
    func write(
        _ refusal: Refusal, _ response: CanonicalElement, _ open: OpenLogin, reference: String?, at now: Date
    ) async throws -> Answer {
        let answer = Answer(form(response, to: open.login.request))
        try await write(answer, open, at: .stored, at: now) { [signIn] trail, connection in
            if case .proved(let proof) = open.login.state {
                let person = try PersonStore(connection).findOrCreate(
                    proof.person.principal.text, candidate: Handle(random: signIn.random).text, at: now)
                try SessionEnding(signIn.keys, connection).endOthers(of: open, than: person, at: now)
            }
            try trail.refused(refusal, login: open.login, reference: reference, at: now)
        }
        return answer
    }

    private func write(
        _ answer: Answer, _ open: OpenLogin, at place: Place, at now: Date,
        noting note: @escaping @Sendable (AuditTrail, Connection) throws -> Void
    ) async throws {
        var login = open.login
        do throws(ImpossibleMove) { try login.answer() } catch { throw SignInError.impossible(error) }
        let id = login.id.rawValue
        let payload = try signIn.codec.encode(login.state, of: login.id)
        let sealed = try signIn.answerSeal(open).close(answer, of: id, random: signIn.random)
        let until = now + signIn.settings.answerLifetime.timeInterval
        try await signIn.database.write { [signIn] connection in
            switch place {
            case .stored:
                let isConsumed = try LoginStore(connection).consume(
                    id, version: open.version, phase: Login.State.answered.phase, payload: payload,
                    beginning: open.missingBeginning, cookieHash: open.answerHandle.hash.bytes, answer: sealed,
                    answerUntil: until, at: now)
                guard isConsumed else { throw SignInError.overtaken }
            case .arriving(let arrival):
                try arrival.write(
                    open, payload: payload, answer: sealed, answerUntil: until, at: now, on: connection)
            }
            try note(AuditTrail(signIn.keys, connection), connection)
        }
    }

    func form(_ response: CanonicalElement, to request: AcceptedRequest) -> PostBinding.Form {
        PostBinding.form(response, to: request.assertionConsumerService, relayState: request.relayState)
    }

    /// Returns the known-browser cookie after this citizen's sign-in; nil for a principal without a document.
    private func known(
        after proof: Proof, of person: Principal, in visitor: Visitor, at now: Date
    ) -> String? {
        guard let document = person.national else { return nil }
        return (visitor.known ?? KnownBrowser(random: signIn.random))
            .noting(document, after: proof, keys: signIn.keys, at: now).cookie
    }
}

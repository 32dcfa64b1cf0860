import Foundation

/// The sessions of browsers, by the secret in the cookie.
actor Sessions {
    /// One browser's session.
    struct Session: Sendable {
        /// The last successful sign-in.
        var person: SignedIn?
        /// The refusal of the last attempt. Nil when it succeeded.
        var refusal: Refusal?
        let end: Date
    }

    private var sessions: ExpiringValues<Session>

    init(capacity: Int = 10_000) {
        sessions = ExpiringValues(capacity: capacity)
    }

    func session(_ secret: String?, now: Date) -> Session? {
        secret.flatMap { sessions.value(under: $0, now: now) }
    }

    /// Records the outcome of a sign-in, and returns the secret of a new session.
    ///
    /// The secret is always new, because another person may know the secret from before the sign-in (session fixation).
    /// After a refusal, the person from before stays signed in.
    func record(_ outcome: Outcome, replacing old: String?, until end: Date, now: Date) -> String {
        let previous = old.flatMap { sessions.take($0, now: now) }
        let session =
            switch outcome {
            case .signedIn(let person):
                Session(person: person, refusal: nil, end: min(end, person.sessionEnd ?? end))
            case .refused(let refusal):
                Session(
                    person: previous?.person, refusal: refusal,
                    end: previous?.person == nil ? end : previous?.end ?? end)
            }
        let secret = Random.token()
        sessions.makeRoom(now: now)
        _ = sessions.insert(session, under: secret, until: session.end, now: now)
        return secret
    }

    func end(_ secret: String, now: Date) {
        _ = sessions.take(secret, now: now)
    }
}

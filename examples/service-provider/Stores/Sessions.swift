import Foundation

/// Who is signed in, by the secret in their cookie.
actor Sessions {
    /// One browser's session.
    struct Session: Sendable {
        /// The last successful sign-in.
        var person: SignedIn?
        /// How the last attempt ended, when it failed.
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

    /// Records how a sign-in ended, and returns the secret of a new session.
    ///
    /// Always a new one: a secret that was in the browser before somebody signed in may be known to somebody else. After
    /// a failure, who was signed in before stays so.
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

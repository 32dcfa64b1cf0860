import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// The change of the browser's session when a login is granted, in the transaction of the answer.
struct SessionKeeping: Sendable {
    private let sessions: Sessions
    private let limits: SessionLimits
    private let present: OpenSession?
    private let proof: Authentication
    /// The time of the previous sign-in, and the language of this one.
    private let access: (previous: Date?, language: String?)
    /// The session's new handle: random, so that it cannot be derived from another secret of the browser. Nil when the
    /// session itself gave the proof. Each new proof brings a new handle, and an earlier cookie is then invalid.
    let newHandle: Handle?

    /// - Parameters:
    ///   - present: The session whose cookie came with the request.
    ///   - proof: The proof for which the login was granted.
    ///   - isReuse: Whether that session gave the proof.
    /// - Returns: Nil when sessions are off.
    init?(
        _ sessions: Sessions, present: OpenSession?, proof: Authentication, isReuse: Bool,
        access: (previous: Date?, language: String?)
    ) {
        guard let limits = sessions.limits else { return nil }
        self.access = access
        self.sessions = sessions
        self.limits = limits
        self.present = present
        self.proof = proof
        newHandle = isReuse ? nil : Handle(random: sessions.random)
    }

    /// Uses, renews or begins the session, and stores the NameID and SessionIndex that the service received.
    func keep(_ service: SessionServiceRow, at now: Date, on connection: Connection) throws {
        let store = SessionStore(connection)
        guard let handle = newHandle else {
            // An earlier proof is valid only while its session is live. The session may have ended since it was read.
            guard let present,
                try store.touch(
                    present.handle.hash.bytes, until: limits.end(of: present.session, usedAt: now), at: now)
            else { throw SignInError.sessionEnded }
            return try store.note(service, of: present.id)
        }
        if let present, let grown = present.session.adding(proof) {
            let isRenewed = try store.renew(
                present.handle.hash.bytes, as: handle.hash.bytes,
                payload: sessions.keys.seal.close(grown, of: present.id, random: sessions.random),
                until: limits.end(of: grown, usedAt: now),
                at: now)
            if isRenewed {
                try noteLanguage(on: connection)
                return try store.note(service, of: present.id)
            }
        } else if let present {
            // Another citizen uses this browser now.
            try SessionEnding(sessions.keys, connection).end(present.id, at: now)
        }
        try store.note(service, of: begin(handle, at: now, in: store, connection))
    }

    private func noteLanguage(on connection: Connection) throws {
        guard let language = access.language else { return }
        try PersonStore(connection).noteLanguage(language, of: proof.person.principal.text)
    }

    private func begin(
        _ handle: Handle, at now: Date, in store: SessionStore, _ connection: Connection
    ) throws -> String {
        let id = Base64URL.encode(sessions.random.bytes(16))
        let person = try PersonStore(connection).noteAccess(
            of: proof.person.principal.text, candidate: Handle(random: sessions.random).text,
            language: access.language, at: now)
        let session = Session(proof, previousAccess: access.previous, at: now)
        try store.insert(
            SessionRow(
                id: id, handleHash: handle.hash.bytes, person: person,
                payload: sessions.keys.seal.close(session, of: id, random: sessions.random), startedAt: now,
                usedAt: now,
                expiresAt: limits.end(of: session, usedAt: now)))
        return id
    }
}

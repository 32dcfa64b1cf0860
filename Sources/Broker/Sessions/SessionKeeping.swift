import Citizens
import Federation
import Foundation
import Secrets
import Storage

/// What becomes of the browser's session when a login is granted, in the transaction of the answer.
struct SessionKeeping: Sendable {
    private let broker: Broker
    private let limits: SessionLimits
    private let present: OpenSession?
    private let proof: Authentication
    /// The sign-in before, and the language of this one.
    private let access: (previous: Date?, language: String?)
    /// The handle that the session gets: random, so that no other secret of the browser leads to it. Nil when the
    /// session itself gave the proof: each new proof brings a new handle, and a cookie from before it opens nothing
    /// more.
    let newHandle: Handle?

    /// - Parameters:
    ///   - present: the session whose cookie came with the request.
    ///   - proof: what the login was granted for.
    ///   - isReuse: whether that session gave the proof.
    /// - Returns: nil while sessions are switched off.
    init?(
        _ broker: Broker, present: OpenSession?, proof: Authentication, isReuse: Bool,
        access: (previous: Date?, language: String?)
    ) {
        guard let limits = broker.settings.sessions else { return nil }
        self.access = access
        self.broker = broker
        self.limits = limits
        self.present = present
        self.proof = proof
        newHandle = isReuse ? nil : Handle(random: broker.random)
    }

    /// Uses, renews or begins the session, and notes what the service was told.
    func keep(_ service: SessionServiceRow, at now: Date, on connection: Connection) throws {
        let store = SessionStore(connection)
        guard let handle = newHandle else {
            // Whatever has happened since it was read: an old proof is worth as much as the session that keeps it.
            guard let present,
                try store.touch(
                    present.handle.hash.bytes, until: limits.end(of: present.session, usedAt: now), at: now)
            else { throw SignInError.sessionEnded }
            return try store.note(service, of: present.id)
        }
        if let present, let grown = present.session.adding(proof) {
            let isRenewed = try store.renew(
                present.handle.hash.bytes, as: handle.hash.bytes,
                payload: broker.seal.close(grown, of: present.id, random: broker.random),
                until: limits.end(of: grown, usedAt: now),
                at: now)
            if isRenewed {
                try noteLanguage(on: connection)
                return try store.note(service, of: present.id)
            }
        } else if let present {
            // Somebody else sits at this browser now.
            try SessionEnding(broker, connection).end(present.id, at: now)
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
        let id = Base64URL.encode(broker.random.bytes(16))
        let person = try PersonStore(connection).noteAccess(
            of: proof.person.principal.text, candidate: Handle(random: broker.random).text,
            language: access.language, at: now)
        let session = Session(proof, previousAccess: access.previous, at: now)
        try store.insert(
            SessionRow(
                id: id, handleHash: handle.hash.bytes, person: person,
                payload: broker.seal.close(session, of: id, random: broker.random), startedAt: now, usedAt: now,
                expiresAt: limits.end(of: session, usedAt: now)))
        return id
    }
}

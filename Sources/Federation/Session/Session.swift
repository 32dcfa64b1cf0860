package import Foundation
package import Octets

/// The proofs of one person in one browser, for later requests.
///
/// A session has proofs but no level. The level of a proof is computed for each request.
package struct Session: Hashable, Decodable, Sendable {
    package let startedAt: Date

    /// The time of this person's previous sign-in in any browser; nil for the first one.
    package let previousAccess: Date?

    /// The latest proof of each kind, the newest at the end. Never empty, all of one person.
    package private(set) var proofs: [Authentication]

    /// Starts a session with its first proof.
    package init(_ first: Authentication, previousAccess: Date?, at now: Date) {
        startedAt = now
        self.previousAccess = previousAccess
        proofs = [first]
    }

    package var person: NaturalPerson { proofs[proofs.count - 1].person }

    /// Adds a proof.
    ///
    /// - Returns: nil when the proof is of another person, who must not continue this session.
    package func adding(_ proof: Authentication) -> Session? {
        guard proof.person.principal == person.principal else { return nil }
        var session = self
        session.proofs.removeAll { $0.proof == proof.proof }
        session.proofs.append(proof)
        return session
    }
}

/// The maximum lifetime of a session.
package struct SessionLimits: Hashable, Sendable {
    /// The maximum time without use.
    package let idle: Duration
    /// The maximum time from the start of the session.
    package let absolute: Duration

    package init(idle: Duration, absolute: Duration) {
        self.idle = idle
        self.absolute = absolute
    }

    /// 30 minutes without use, 8 hours in total.
    package static let standard = SessionLimits(idle: .seconds(1800), absolute: .seconds(28_800))

    /// The time at which a session last used at `usedAt` expires.
    package func end(of session: Session, usedAt: Date) -> Date {
        min(
            usedAt + Double(idle.components.seconds), session.startedAt + Double(absolute.components.seconds))
    }
}

extension Session: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(startedAt, previousAccess, proofs)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        startedAt = try fields.read()
        previousAccess = try fields.read()
        proofs = try fields.read()
        guard !proofs.isEmpty else { throw .malformed("Session without a proof") }
    }
}

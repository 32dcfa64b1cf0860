package import Foundation
package import Octets

/// What one browser has proved of one person, for the services that ask later.
///
/// It keeps proofs and no level: what they are worth is computed anew for each service that asks.
package struct Session: Hashable, Decodable, Sendable {
    package let startedAt: Date

    /// When this person was let in before, in any browser; nil for the first time.
    package let previousAccess: Date?

    /// The last of each kind of proof, the newest at the end; never empty, all of one person.
    package private(set) var proofs: [Authentication]

    /// Begins with a proof that was just given.
    package init(_ first: Authentication, previousAccess: Date?, at now: Date) {
        startedAt = now
        self.previousAccess = previousAccess
        proofs = [first]
    }

    package var person: NaturalPerson { proofs[proofs.count - 1].person }

    /// Adds a proof.
    ///
    /// - Returns: nil when it is of somebody else: then this session is not theirs to go on with.
    package func adding(_ proof: Authentication) -> Session? {
        guard proof.person.principal == person.principal else { return nil }
        var session = self
        session.proofs.removeAll { $0.proof == proof.proof }
        session.proofs.append(proof)
        return session
    }
}

/// How long a session lasts.
package struct SessionLimits: Hashable, Sendable {
    /// Without any service asking.
    package let idle: Duration
    /// From its beginning, whatever happens.
    package let absolute: Duration

    package init(idle: Duration, absolute: Duration) {
        self.idle = idle
        self.absolute = absolute
    }

    /// Half an hour without use, eight hours in all.
    package static let standard = SessionLimits(idle: .seconds(1800), absolute: .seconds(28_800))

    /// The first instant at which a session is over that was last used then.
    package func end(of session: Session, usedAt: Date) -> Date {
        min(
            usedAt + Double(idle.components.seconds), session.startedAt + Double(absolute.components.seconds))
    }
}

extension Session: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(startedAt)
        fields.write(previousAccess)
        fields.write(proofs)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        startedAt = try fields.read()
        previousAccess = try fields.read()
        proofs = try fields.read()
        guard !proofs.isEmpty else { throw .malformed("Session without a proof") }
    }
}

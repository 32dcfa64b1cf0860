import Foundation
import SAML

/// The accepted assertions, so that none is accepted twice.
///
/// An answer to a pending request cannot be replayed anyway, because it consumes the request. This is a second defence,
/// which also works if a later change permits unsolicited answers. Profiles §4.1.4.5.
actor ReplayCache {
    private var seen: ExpiringValues<Bool>

    init(capacity: Int = 100_000) {
        seen = ExpiringValues(capacity: capacity)
    }

    /// Stores an assertion, and returns whether it is new. Returns false when the cache is full: an entry that is
    /// removed too early would allow a replay.
    ///
    /// - Parameter end: The time from which the assertion is refused for its age: NotOnOrAfter plus the skew.
    func remember(_ id: MessageID, from issuer: EntityID, until end: Date, now: Date) -> Bool {
        seen.insert(true, under: "\(issuer) \(id)", until: end, now: now)
    }
}

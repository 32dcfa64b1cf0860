import Foundation
import SAML

/// The assertions that were taken, so that none is taken twice.
///
/// An answer to a request that is known to be pending cannot be replayed anyway, since the request is used up. This is
/// the second lock: it holds even where somebody later permits unsolicited answers. Profiles §4.1.4.5.
actor ReplayCache {
    private var seen: ExpiringValues<Bool>

    init(capacity: Int = 100_000) {
        seen = ExpiringValues(capacity: capacity)
    }

    /// Remembers an assertion, and returns whether it is new. Full means no: an entry that is forgotten too early is an
    /// assertion that counts twice.
    /// - Parameter end: from then on the assertion would be refused for its age: NotOnOrAfter plus the skew.
    func remember(_ id: MessageID, from issuer: EntityID, until end: Date, now: Date) -> Bool {
        seen.insert(true, under: "\(issuer) \(id)", until: end, now: now)
    }
}

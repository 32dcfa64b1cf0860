import Citizens
import Foundation
import Octets
import Secrets
import Storage

/// Notifies a citizen by SMS, at most once a day, that many wrong codes were typed for their document.
struct RestNotice: Sendable {
    private let delivery: Delivery
    private let keys: KeyRing

    init(_ delivery: Delivery, keys: KeyRing) {
        self.delivery = delivery
        self.keys = keys
    }

    /// The name of this message in the store.
    static let kind = "restNotice"

    /// Returns the limit of one message a day.
    ///
    /// - Parameter isGenuine: Whether the claim is right. Wrong claims must not use up the holder's message of the day.
    func limit(for claim: Claim, isGenuine: Bool) -> Limit {
        let subject = isGenuine ? keys.documentKey(claim.document) : claim.key
        return Limit(
            LimitStore.Subject(Self.kind, subject.bytes), [SlidingWindow(1, in: .seconds(86_400))], .messages)
    }

    /// Adds the message to the outbox, in the language of the citizen's last sign-in. The caller saves the tallies.
    ///
    /// - Parameters:
    ///   - end: The time when codes are accepted again.
    ///   - isGenuine: Whether the claim is right. A wrong claim runs the same statements and sends its message to no
    ///     recipient.
    func send(
        about claim: Claim, until end: Date, isGenuine: Bool, at now: Date, tallies: inout Tallies,
        on connection: Connection
    ) throws {
        let limit = limit(for: claim, isGenuine: isGenuine)
        let citizen = try CitizenLookup(connection).citizen(claim.document)
        let language = try PersonStore(connection).language(of: claim.document.text)
        try tallies.read([limit.subject])
        guard tallies.pause(limit) == nil else { return }
        tallies.count(limit)
        try delivery.outbox.put(
            delivery.wording.text(.rest(until: end), language ?? FallbackLanguages.first),
            to: isGenuine ? citizen?.phone : nil, validUntil: end, at: now, lane: .known, on: connection)
    }
}

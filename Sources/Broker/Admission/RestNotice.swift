import Citizens
import Foundation
import Secrets
import Storage

/// Tells a citizen by SMS that many wrong codes were typed for them, at most once a day.
struct RestNotice: Sendable {
    private let broker: Broker

    init(_ broker: Broker) {
        self.broker = broker
    }

    /// What the store calls a message.
    static let kind = "restNotice"

    /// At most one message a day.
    ///
    /// - Parameter isGenuine: whether the claim is right. Wrong ones must not use up the holder's message of the day.
    func limit(for claim: Claim, isGenuine: Bool) -> Limit {
        let subject = isGenuine ? broker.documentKey(claim.document) : claim.key
        return Limit(
            LimitStore.Subject(Self.kind, subject.bytes), [SlidingWindow(1, in: .seconds(86_400))], .messages)
    }

    /// Puts the message into the outbox, in the language of the person's last sign-in. The tallies are to be saved.
    ///
    /// - Parameters:
    ///   - end: when codes are taken again.
    ///   - isGenuine: whether the claim is right. A message for a wrong one goes to nobody, by the same statements.
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
        try Outbox(broker).put(
            broker.wording.text(.rest(until: end), language ?? "es"), to: isGenuine ? citizen?.phone : nil,
            validUntil: end, at: now, lane: .known, on: connection)
    }
}

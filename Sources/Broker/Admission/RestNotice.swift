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

    /// Puts the message into the outbox, in the language of the person's last sign-in.
    ///
    /// - Parameters:
    ///   - end: when codes are taken again.
    ///   - isGenuine: whether the claim is right. A message for a wrong one goes to nobody, by the same statements.
    func send(
        about claim: Claim, until end: Date, isGenuine: Bool, at now: Date, on connection: Connection
    ) throws {
        // Wrong claims must not use up the holder's message of the day.
        let subject = isGenuine ? broker.documentKey(claim.document) : claim.key
        let citizen = try CitizenLookup(connection).citizen(claim.document)
        let language = try PersonStore(connection).language(of: claim.document.text)
        let oneADay = [SlidingWindow(1, in: .seconds(86_400))]
        let refused = try LimitStore(connection).admit(Self.kind, subject: subject.bytes, oneADay, at: now)
        guard refused == nil else { return }
        try Outbox(broker).put(
            broker.wording.text(.rest(until: end), language ?? "es"), to: isGenuine ? citizen?.phone : nil,
            validUntil: end, at: now, lane: .known, on: connection)
    }
}

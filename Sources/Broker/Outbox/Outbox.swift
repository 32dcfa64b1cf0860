import Citizens
import Foundation
import Secrets
import Storage

/// Puts messages where the dispatcher finds them: in the transaction of what they belong to, sealed.
struct Outbox: Sendable {
    private let seal: Seal
    private let random: RandomSource

    init(_ broker: Broker) {
        self.init(keys: broker.keys, random: broker.random)
    }

    init(keys: PurposeKeys, random: RandomSource) {
        seal = Seal(key: keys.sealing)
        self.random = random
    }

    /// - Parameters:
    ///   - recipient: nil for a message that nobody is to receive; it is written like any other.
    ///   - lane: `known` where something was proved of the person: messages of strangers do not delay it.
    func put(
        _ text: String, to recipient: PhoneNumber?, validUntil: Date, at now: Date, lane: OutboxLane = .stranger,
        on connection: Connection
    ) throws {
        try OutboxStore(connection).enqueue(
            .init(
                recipient: recipient.map { close($0.text, .recipient) }, text: close(text, .text),
                notAfter: validUntil), lane: lane, at: now)
    }

    /// The message of a row; nil for one that nobody is to receive.
    func message(_ row: OutboxStore.Message) throws -> SMS? {
        guard let recipient = row.recipient else { return nil }
        return SMS(
            recipient: try PhoneNumber(open(recipient, .recipient)), text: try open(row.text, .text),
            validUntil: row.notAfter)
    }

    private enum Place: String {
        case recipient = "outbox recipient"
        case text = "outbox text"
    }

    private func close(_ text: String, _ place: Place) -> [UInt8] {
        seal.close(Array(text.utf8), for: Array(place.rawValue.utf8), random: random)
    }

    private func open(_ sealed: [UInt8], _ place: Place) throws -> String {
        String(decoding: try seal.open(sealed, for: Array(place.rawValue.utf8)), as: UTF8.self)
    }
}

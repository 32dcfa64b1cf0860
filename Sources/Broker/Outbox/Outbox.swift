import Citizens
import Foundation
import Octets
import Secrets
import Storage

/// Puts messages where the dispatcher finds them: in the transaction of what they belong to, sealed.
struct Outbox: Sendable {
    private let seal: Seal
    private let random: RandomSource

    init(_ broker: Broker) {
        self.init(keys: broker.keys, random: broker.random)
    }

    init(keys: KeyRing, random: RandomSource) {
        seal = Seal(keys: keys)
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
            try .init(
                recipient: recipient.map { try close(SealedRecipient(text: $0.text)) },
                text: close(SealedText(text: text), of: recipient?.text ?? ""), notAfter: validUntil), lane: lane,
            at: now)
    }

    /// The message of a row; nil for one that nobody is to receive.
    func message(_ row: OutboxStore.Message) throws -> SMS? {
        guard let recipient = row.recipient else { return nil }
        let number = try seal.open(recipient, as: SealedRecipient.self, of: "").text
        let owner = Seal.isOfRelease15(row.text) ? "" : number
        return SMS(
            recipient: try PhoneNumber(number), text: try seal.open(row.text, as: SealedText.self, of: owner).text,
            validUntil: row.notAfter)
    }

    private func close(_ content: some Sealable, of owner: String = "") throws -> [UInt8] {
        try seal.close(content, of: owner, random: random)
    }
}

/// The telephone number of a message.
private struct SealedRecipient: SealedWords {
    static let sealKind = "outbox recipient"
    let text: String
}

/// The words of a message. They open only beside the telephone number for which they were sealed.
private struct SealedText: SealedWords {
    static let sealKind = "outbox text"
    let text: String
}

private protocol SealedWords: Sealable {
    var text: String { get }
    init(text: String)
}

extension SealedWords {
    func write(to fields: inout FieldWriter) { fields.write(text) }

    init(from fields: inout FieldReader) throws { self.init(text: try fields.read()) }

    init(release15 octets: [UInt8]) throws { self.init(text: String(decoding: octets, as: UTF8.self)) }
}

import Citizens
import Foundation
import Octets
import Secrets
import Storage

/// Stores sealed messages for the dispatcher, in the transaction of the event that they report.
struct Outbox: Sendable {
    private let seal: Seal
    private let random: RandomSource

    init(keys: KeyRing, random: RandomSource) {
        seal = Seal(keys: keys)
        self.random = random
    }

    /// Adds a message.
    ///
    /// - Parameters:
    ///   - recipient: Nil for a message without a recipient. The same row is written.
    ///   - lane: `known` when the citizen has already proved something. Messages caused by unknown browsers do not
    ///     delay this lane.
    func put(
        _ text: String, to recipient: PhoneNumber?, validUntil: Date, at now: Date, lane: OutboxLane = .unknown,
        on connection: Connection
    ) throws {
        try OutboxStore(connection).enqueue(
            try .init(
                recipient: recipient.map { try close(SealedRecipient(text: $0.text)) },
                text: close(SealedText(text: text), of: recipient?.text ?? ""), notAfter: validUntil), lane: lane,
            at: now)
    }

    /// Returns the message of a row; nil for a message without a recipient.
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

private struct SealedRecipient: SealedString {
    static let sealKind = "outbox recipient"
    let text: String
}

/// The text of a message. It can be opened only with the telephone number for which it was sealed.
private struct SealedText: SealedString {
    static let sealKind = "outbox text"
    let text: String
}

private protocol SealedString: Sealable {
    var text: String { get }
    init(text: String)
}

extension SealedString {
    func write(to fields: inout FieldWriter) { fields.write(text) }

    init(from fields: inout FieldReader) throws { self.init(text: try fields.read()) }

    init(release15 octets: [UInt8]) throws { self.init(text: String(decoding: octets, as: UTF8.self)) }
}

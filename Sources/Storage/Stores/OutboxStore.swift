package import Foundation

/// Messages to citizens on their way out. Recipient and text are sealed, and erased once they are sent or given up.
package struct OutboxStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// A message to send.
    package struct Message: Sendable, Hashable {
        /// Nil for a decoy, which is claimed and marked like the others and sent to nobody.
        package let recipient: [UInt8]?
        package let text: [UInt8]
        /// A code that came later would be of no use.
        package let notAfter: Date

        package init(recipient: [UInt8]?, text: [UInt8], notAfter: Date) {
            self.recipient = recipient
            self.text = text
            self.notAfter = notAfter
        }
    }

    /// A message that one courier holds for a while.
    package struct Claimed: Sendable, Hashable {
        package let id: Int64
        package let message: Message
        /// How often it has been claimed, this time included: the claim's name.
        package let attempt: Int
    }

    package func enqueue(_ message: Message, lane: OutboxLane = .stranger, at now: Date) throws {
        try connection.execute(
            """
            INSERT INTO outbox (recipient, text, created_at, not_after, attempts, next_attempt_at, lane)
            VALUES (\(message.recipient), \(message.text), \(now), \(message.notAfter), 0, \(now), \(lane.rawValue))
            """)
    }

    /// Takes the newest of the messages of a lane that are due, so that no other courier takes them before `until`, and
    /// returns them oldest first.
    ///
    /// When more arrive than may be sent, the oldest would all be sent just before they are of no use.
    package func claim(
        _ limit: Int, of lane: OutboxLane = .stranger, until: Date, at now: Date
    ) throws -> [Claimed] {
        let rows = try connection.rows(
            """
            WITH due AS (
                SELECT id FROM outbox
                WHERE lane = \(lane.rawValue) AND sent_at IS NULL AND failed_at IS NULL
                    AND next_attempt_at <= \(now) AND not_after > \(now)
                    AND (claimed_until IS NULL OR claimed_until <= \(now))
                ORDER BY id DESC LIMIT \(limit)\(sql: .skippingLocked)
            )
            UPDATE outbox SET claimed_until = \(until), attempts = attempts + 1
            WHERE id IN (SELECT id FROM due)
            RETURNING id, recipient, text, not_after, attempts
            """)
        return try rows.map { row in
            Claimed(
                id: try row["id"],
                message: Message(
                    recipient: try row["recipient"], text: try row["text"], notAfter: try row["not_after"]),
                attempt: try row["attempts"])
        }.sorted { $0.id < $1.id }
    }

    /// - Returns: false when the claim ran out and another courier holds the message.
    @discardableResult
    package func sent(_ claimed: Claimed, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox SET sent_at = \(now), recipient = NULL, text = NULL, claimed_until = NULL
            WHERE id = \(claimed.id) AND attempts = \(claimed.attempt) AND sent_at IS NULL AND failed_at IS NULL
            """) == 1
    }

    /// Gives a message back, to be tried again from `next` on.
    ///
    /// - Returns: false when the claim ran out and another courier holds the message.
    @discardableResult
    package func retry(_ claimed: Claimed, at next: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox SET next_attempt_at = \(next), claimed_until = NULL
            WHERE id = \(claimed.id) AND attempts = \(claimed.attempt) AND sent_at IS NULL AND failed_at IS NULL
            """) == 1
    }

    /// Gives a message up.
    @discardableResult
    package func drop(_ claimed: Claimed, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox SET failed_at = \(now), recipient = NULL, text = NULL, claimed_until = NULL
            WHERE id = \(claimed.id) AND attempts = \(claimed.attempt) AND sent_at IS NULL AND failed_at IS NULL
            """) == 1
    }

    /// Gives up all that came too late.
    ///
    /// - Returns: how many.
    @discardableResult
    package func dropOverdue(at now: Date) throws -> Int {
        try connection.execute(
            """
            UPDATE outbox SET failed_at = \(now), recipient = NULL, text = NULL, claimed_until = NULL
            WHERE sent_at IS NULL AND failed_at IS NULL AND not_after <= \(now)
                AND (claimed_until IS NULL OR claimed_until <= \(now))
            """)
    }

    /// How many messages of a lane could be claimed now, decoys included.
    package func due(of lane: OutboxLane, at now: Date) throws -> Int {
        let row = try connection.row(
            """
            SELECT count(*) AS due FROM outbox
            WHERE lane = \(lane.rawValue) AND sent_at IS NULL AND failed_at IS NULL
                AND next_attempt_at <= \(now) AND not_after > \(now)
                AND (claimed_until IS NULL OR claimed_until <= \(now))
            """)
        guard let row else { throw StorageFault.corrupted("outbox: no count") }
        return try row["due"]
    }

    /// How many wait, decoys included, and since when the oldest does.
    package func backlog() throws -> (count: Int, since: Date?) {
        let row = try connection.row(
            """
            SELECT count(*) AS waiting, min(created_at) AS since FROM outbox
            WHERE sent_at IS NULL AND failed_at IS NULL
            """)
        guard let row else { throw StorageFault.corrupted("outbox: no count") }
        return (try row["waiting"], try row["since"])
    }

    /// Deletes what was sent or given up before then, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purge(before: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM outbox WHERE sent_at < \(before) OR failed_at < \(before)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM outbox WHERE id IN (SELECT id FROM old)
            """)
    }
}

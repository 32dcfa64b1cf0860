package import Foundation

/// The messages to citizens that wait to be sent. Recipient and text are sealed, and erased once a message is sent or
/// given up.
package struct OutboxStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// A message to send.
    package struct Message: Sendable, Hashable {
        /// Nil for a decoy, which is claimed and marked like the others and never sent.
        package let recipient: [UInt8]?
        package let text: [UInt8]
        /// The time after which the message is useless, for example because its code has expired.
        package let notAfter: Date

        package init(recipient: [UInt8]?, text: [UInt8], notAfter: Date) {
            self.recipient = recipient
            self.text = text
            self.notAfter = notAfter
        }
    }

    /// A message that one dispatcher has claimed for a while.
    package struct Claimed: Sendable, Hashable {
        package let id: Int64
        package let message: Message
        /// The number of claims so far, this one included. It identifies the claim.
        package let attempt: Int
    }

    package func enqueue(_ message: Message, lane: OutboxLane = .unknown, at now: Date) throws {
        try connection.execute(
            """
            INSERT INTO outbox (recipient, text, created_at, not_after, attempts, next_attempt_at, lane)
            VALUES (\(message.recipient), \(message.text), \(now), \(message.notAfter), 0, \(now), \(lane.rawValue))
            """)
    }

    /// Claims the newest due messages of a lane, so that no other dispatcher claims them before `until`, and returns
    /// them oldest first.
    ///
    /// When more messages arrive than can be sent, claiming the oldest would send every message just before it expires.
    package func claim(
        _ limit: Int, of lane: OutboxLane = .unknown, until: Date, at now: Date
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

    /// Marks a message as sent.
    ///
    /// - Returns: false when the claim has expired and another dispatcher has the message.
    @discardableResult
    package func sent(_ claimed: Claimed, at now: Date) throws -> Bool {
        try connection.execute(
            """
            UPDATE outbox SET sent_at = \(now), recipient = NULL, text = NULL, claimed_until = NULL
            WHERE id = \(claimed.id) AND attempts = \(claimed.attempt) AND sent_at IS NULL AND failed_at IS NULL
            """) == 1
    }

    /// Releases a claim, so that the message is tried again from `next` on.
    ///
    /// - Returns: false when the claim has expired and another dispatcher has the message.
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

    /// Gives up all messages that are too late.
    ///
    /// - Returns: the number of messages.
    @discardableResult
    package func dropOverdue(at now: Date) throws -> Int {
        try connection.execute(
            """
            UPDATE outbox SET failed_at = \(now), recipient = NULL, text = NULL, claimed_until = NULL
            WHERE sent_at IS NULL AND failed_at IS NULL AND not_after <= \(now)
                AND (claimed_until IS NULL OR claimed_until <= \(now))
            """)
    }

    /// Returns how many messages of a lane can be claimed now, decoys included.
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

    /// Returns how many messages wait, decoys included, and the time when the oldest began to wait.
    package func backlog() throws -> (count: Int, since: Date?) {
        let row = try connection.row(
            """
            SELECT count(*) AS waiting, min(created_at) AS since FROM outbox
            WHERE sent_at IS NULL AND failed_at IS NULL
            """)
        guard let row else { throw StorageFault.corrupted("outbox: no count") }
        return (try row["waiting"], try row["since"])
    }

    /// Deletes at most `limit` messages that were sent or given up before that time.
    ///
    /// - Returns: the number of deleted rows.
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

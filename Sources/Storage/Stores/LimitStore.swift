package import Citizens
package import Foundation

/// Counts what may not happen too often for one subject, a keyed hash: requests for a PIN or a code, and wrong codes.
///
/// Under READ COMMITTED two transactions that count at once would both find room. So each first writes the subject's
/// row in `limit_subjects` and holds it to its end: a statement after that sees every event of those before. A
/// transaction that holds several subjects holds them in this order: attempts, messages, wrong codes, notices.
///
/// A flood that is refused writes no row, or every made-up subject would leave one: windows are looked at before
/// anything is locked. What is full stays so for every transaction until its time, so a refusal needs no lock; only
/// what seems to have room is locked, and looked at again.
package struct LimitStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Counts one event if all windows have room, else none. Of any number at once exactly as many are counted as there
    /// is room.
    ///
    /// - Returns: nil when it was counted, else when there is room in all windows.
    package func admit(
        _ kind: String, subject: [UInt8], _ windows: [SlidingWindow], at now: Date
    ) throws -> Date? {
        let until = try exactly(kind, subject: subject, at: now) {
            try fullUntil(kind, subject: subject, windows, at: now)
        }
        if until == nil { try insert(kind, subject, at: now) }
        return until
    }

    /// When there is room in all windows, as far as other transactions have ended; nil for now. Writes nothing.
    package func fullUntil(
        _ kind: String, subject: [UInt8], _ windows: [SlidingWindow], at now: Date
    ) throws -> Date? {
        try windows.compactMap { try fullUntil(kind, subject, $0, at: now) }.max()
    }

    /// What `look` finds, which is nil while there is room. When it returns nil, no other transaction counts for this
    /// subject until this one ends.
    package func exactly(
        _ kind: String, subject: [UInt8], at now: Date, _ look: () throws -> Date?
    ) throws -> Date? {
        if let until = try look() { return until }
        try hold(kind, subject: subject, at: now)
        return try look()
    }

    /// Records an event whether there is room or not: a wrong code happened.
    package func record(_ kind: String, subject: [UInt8], at now: Date) throws {
        try hold(kind, subject: subject, at: now)
        try insert(kind, subject, at: now)
    }

    /// Keeps other transactions from counting for this subject until this one ends.
    package func hold(_ kind: String, subject: [UInt8], at now: Date) throws {
        try connection.execute(
            """
            INSERT INTO limit_subjects (kind, subject, touched_at) VALUES (\(kind), \(subject), \(now))
            ON CONFLICT (kind, subject) DO UPDATE SET touched_at = excluded.touched_at
            """)
    }

    /// The times of a subject's events since then, oldest first.
    package func instants(_ kind: String, subject: [UInt8], since: Date) throws -> [Date] {
        try connection.rows(
            """
            SELECT occurred_at FROM limit_events
            WHERE kind = \(kind) AND subject = \(subject) AND occurred_at > \(since) ORDER BY occurred_at
            """
        ).map { try $0["occurred_at"] }
    }

    /// Deletes events of that kind from before then, `limit` at most: those older than their longest window.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purge(_ kind: String, before: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT id FROM limit_events WHERE kind = \(kind) AND occurred_at < \(before)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM limit_events WHERE id IN (SELECT id FROM old)
            """)
    }

    /// Deletes subjects of that kind without an event since then, `limit` at most.
    ///
    /// - Returns: how many.
    @discardableResult
    package func purgeSubjects(_ kind: String, before: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT subject FROM limit_subjects WHERE kind = \(kind) AND touched_at < \(before)
                LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM limit_subjects WHERE kind = \(kind) AND subject IN (SELECT subject FROM old)
            """)
    }

    /// The window is full when its `maximum`-th youngest event is still inside; there is room when that one leaves.
    private func fullUntil(_ kind: String, _ subject: [UInt8], _ window: SlidingWindow, at now: Date) throws -> Date? {
        let row = try connection.row(
            """
            SELECT occurred_at FROM limit_events WHERE kind = \(kind) AND subject = \(subject)
            ORDER BY occurred_at DESC LIMIT 1 OFFSET \(window.maximum - 1)
            """)
        guard let row else { return nil }
        let until = (try row["occurred_at"] as Date).addingTimeInterval(window.length / .seconds(1))
        return until > now ? until : nil
    }

    private func insert(_ kind: String, _ subject: [UInt8], at now: Date) throws {
        try connection.execute(
            "INSERT INTO limit_events (kind, subject, occurred_at) VALUES (\(kind), \(subject), \(now))")
    }
}

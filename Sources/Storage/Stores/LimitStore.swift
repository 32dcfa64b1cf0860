package import Foundation

/// Counts what may not happen too often for one subject: requests for a PIN or a code, and wrong codes.
///
/// Under READ COMMITTED two transactions that count at once would both find room. So each first writes the subject's
/// row in `limit_subjects` and holds it to its end: a statement after that sees every event of those before. Rules are
/// locked in one order, so that two transactions never wait for each other.
///
/// Whoever floods is refused without a row being written, or every made-up subject would leave one: windows are looked
/// at before anything is locked. What is full stays so for every transaction until its time, so that a refusal needs no
/// lock; only what seems to have room is locked, and looked at again. A refusal that a race brings about between the two
/// looks leaves the rows that it held, as many as ran at once.
package struct LimitStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// Records one event under every rule if all their windows have room, else none.
    ///
    /// Of any number at once exactly as many are admitted as there is room.
    package func admit(_ rules: [LimitRule], at now: Date) throws -> Admission {
        let admission = try check(rules, at: now)
        guard admission == .admitted else { return admission }
        for rule in rules { try insert(rule.kind, rule.subject, at: now) }
        return .admitted
    }

    /// Whether there is room, without taking it: for what is counted by its failures alone. No other transaction can
    /// count for these subjects until this one ends. Writes nothing when there is none.
    package func check(_ rules: [LimitRule], at now: Date) throws -> Admission {
        let seen = try look(rules, at: now)
        guard seen == .admitted else { return seen }
        try lock(rules, at: now)
        return try look(rules, at: now)
    }

    /// The window that is full the longest, as far as other transactions have ended. Writes nothing.
    package func look(_ rules: [LimitRule], at now: Date) throws -> Admission {
        var admission = Admission.admitted
        for rule in rules {
            for window in rule.windows {
                guard let until = try fullUntil(rule, window, at: now) else { continue }
                if case .full(_, _, let latest) = admission, latest >= until { continue }
                admission = .full(kind: rule.kind, window: window, until: until)
            }
        }
        return admission
    }

    /// Records an event whether there is room or not: a wrong code happened.
    package func record(_ kind: String, subject: [UInt8], at now: Date) throws {
        try hold(kind, subject: subject, at: now)
        try insert(kind, subject, at: now)
    }

    /// Keeps other transactions from counting for this subject until this one ends.
    package func hold(_ kind: String, subject: [UInt8], at now: Date) throws {
        try lock([LimitRule(kind: kind, subject: subject, windows: [])], at: now)
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

    /// Forgets events of that kind and older than their longest window, and subjects without any.
    package func purge(_ kind: String, before: Date) throws {
        try connection.execute("DELETE FROM limit_events WHERE kind = \(kind) AND occurred_at < \(before)")
        try connection.execute("DELETE FROM limit_subjects WHERE kind = \(kind) AND touched_at < \(before)")
    }

    private func lock(_ rules: [LimitRule], at now: Date) throws {
        let ordered = rules.sorted { left, right in
            left.kind == right.kind
                ? left.subject.lexicographicallyPrecedes(right.subject) : left.kind < right.kind
        }
        for rule in ordered {
            try connection.execute(
                """
                INSERT INTO limit_subjects (kind, subject, touched_at) VALUES (\(rule.kind), \(rule.subject), \(now))
                ON CONFLICT (kind, subject) DO UPDATE SET touched_at = excluded.touched_at
                """)
        }
    }

    /// The window is full when its `maximum`-th youngest event is still inside; there is room when that one leaves.
    private func fullUntil(_ rule: LimitRule, _ window: LimitRule.Window, at now: Date) throws -> Date? {
        let row = try connection.row(
            """
            SELECT occurred_at FROM limit_events WHERE kind = \(rule.kind) AND subject = \(rule.subject)
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

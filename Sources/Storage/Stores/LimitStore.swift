package import Citizens
package import Foundation

/// The tallies of limits: one row for each subject and kind. Subjects are keyed hashes, so the table identifies no
/// person.
///
/// A row is replaced only if it still has the version that was read. When several transactions count for one subject at
/// once, one replaces the row. The others wait for its end and replace nothing, but hold the lock of the row from then
/// on, and read again.
package struct LimitStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    /// The subject whose events are counted.
    package struct Subject: Hashable, Sendable, Comparable {
        package let kind: String
        package let key: [UInt8]

        package init(_ kind: String, _ key: [UInt8]) {
            self.kind = kind
            self.key = key
        }

        /// The order in which rows are locked.
        package static func < (one: Subject, other: Subject) -> Bool {
            one.kind == other.kind ? one.key.lexicographicallyPrecedes(other.key) : one.kind < other.kind
        }
    }

    /// A row as it was read.
    package struct Entry: Hashable, Sendable {
        package let tally: Tally
        /// Nil for a subject without a row.
        package let version: Int64?

        /// The entry of a subject without a row.
        package static let missing = Entry(tally: Tally(), version: nil)
    }

    /// A new value for a row that was read.
    package struct Replacement: Hashable, Sendable {
        package let subject: Subject
        package let tally: Tally
        /// How long the youngest event counts.
        package let longest: Duration
        package let read: Entry

        package init(_ subject: Subject, _ tally: Tally, longest: Duration, over read: Entry) {
            self.subject = subject
            self.tally = tally
            self.longest = longest
            self.read = read
        }

        /// Returns the row after its replacement at that time.
        package func after(at now: Date) -> Entry {
            Entry(tally: tally, version: read.version.map { $0 + 1 } ?? LimitStore.firstVersion(at: now))
        }

        /// Returns the time until which the row is kept: at least one hour after its last event leaves its longest
        /// window, or after `now` when there is no event. It is a whole hour, so that the column's index changes
        /// rarely.
        fileprivate func keptUntil(at now: Date) -> Date {
            let length: TimeInterval = longest / .seconds(1)
            let end = tally.youngest.map { $0 + length } ?? now
            let hours = (end.timeIntervalSince1970 / 3600).rounded(.up) + 1
            return Date(timeIntervalSince1970: hours * 3600)
        }
    }

    /// Reads the rows of the subjects, in one statement. Locks nothing.
    package func read(_ subjects: [Subject]) throws -> [Subject: Entry] {
        guard let places = Statement.list(subjects.map(Self.place), by: " OR ") else { return [:] }
        let rows = try connection.rows("SELECT kind, subject, tally, version FROM limits WHERE \(sql: places)")
        return try rows.reduce(into: [:]) { entries, row in
            entries[try Self.subject(row)] = Entry(tally: try row["tally"], version: try row["version"])
        }
    }

    /// Replaces the rows that still have the version that was read, in one statement, in the order of their subjects.
    ///
    /// - Returns: the subjects whose rows were replaced. Every other row is locked from now on, too.
    package func replace(_ replacements: [Replacement], at now: Date) throws -> Set<Subject> {
        let values = replacements.sorted { $0.subject < $1.subject }.map { Self.values($0, at: now) }
        guard let list = Statement.list(values, by: ", ") else { return [] }
        let rows = try connection.rows(
            """
            INSERT INTO limits (kind, subject, tally, version, kept_until) VALUES \(sql: list)
            ON CONFLICT (kind, subject) DO UPDATE SET
                tally = excluded.tally, version = excluded.version, kept_until = excluded.kept_until
            WHERE limits.version = excluded.version - 1
            RETURNING kind, subject
            """)
        return try Set(rows.map(Self.subject))
    }

    /// Deletes at most `limit` subjects whose events no longer count.
    ///
    /// - Returns: the number of deleted rows.
    @discardableResult
    package func purge(at now: Date, atMost limit: Int = .max) throws -> Int {
        try connection.execute(
            """
            WITH old AS (
                SELECT kind, subject FROM limits WHERE kept_until <= \(now) LIMIT \(limit)\(sql: .skippingLocked)
            )
            DELETE FROM limits WHERE (kind, subject) IN (SELECT kind, subject FROM old)
            """)
    }

    private static func place(_ subject: Subject) -> Statement {
        "(kind = \(subject.kind) AND subject = \(subject.key))"
    }

    private static func values(_ replacement: Replacement, at now: Date) -> Statement {
        let (subject, after) = (replacement.subject, replacement.after(at: now))
        return """
            (\(subject.kind), \(subject.key), \(after.tally), \(after.version), \(replacement.keptUntil(at: now)))
            """
    }

    /// Returns a version that no earlier row of the subject had: a deleted row may still be in use by its reader.
    private static func firstVersion(at now: Date) -> Int64 {
        max(1, Int64(now.timeIntervalSince1970 * 1000) << 10)
    }

    private static func subject(_ row: Row) throws -> Subject {
        Subject(try row["kind"], try row["subject"])
    }
}

extension Tally: Storable {
    package var stored: StoredValue { .text(text) }

    package init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(text: text)
    }
}

package import Foundation

/// How often a password was tried for a document, known or unknown, and until when no more are taken.
///
/// An attempt is counted before the password is judged and forgiven when it was right: a hundred at once then have the
/// tries of one after the other, however long the judging takes.
package struct PasswordAttemptStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Attempt: Sendable, Hashable {
        /// Judge the password; this many attempts, with this one, since the last right one.
        case counted(Int)
        case paused(until: Date)
    }

    /// Counts an attempt, unless the document is paused.
    ///
    /// - Parameters:
    ///   - documentKey: the keyed hash of the document.
    ///   - pause: until when to pause if this attempt, counted as the n-th, fails; nil for not yet.
    package func attempt(
        _ documentKey: [UInt8], at now: Date, pausing pause: (_ failures: Int) -> Date?
    ) throws -> Attempt {
        let counted = try connection.row(
            """
            INSERT INTO password_attempts (document_key, failures, attempted_at) VALUES (\(documentKey), 1, \(now))
            ON CONFLICT (document_key) DO UPDATE SET
                failures = password_attempts.failures + 1, attempted_at = excluded.attempted_at
            WHERE password_attempts.paused_until IS NULL OR password_attempts.paused_until <= \(now)
            RETURNING failures
            """)
        guard let counted else {
            let row = try connection.row(
                "SELECT paused_until FROM password_attempts WHERE document_key = \(documentKey)")
            guard let until: Date = try row?["paused_until"] else {
                throw StorageFault.contention("password_attempts: a pause ended while it was looked up")
            }
            return .paused(until: until)
        }
        let failures: Int = try counted["failures"]
        try connection.execute(
            """
            UPDATE password_attempts SET paused_until = \(pause(failures)) WHERE document_key = \(documentKey)
            """)
        return .counted(failures)
    }

    /// Until when the document is paused; nil when it is not. Counts nothing.
    package func pausedUntil(_ documentKey: [UInt8], at now: Date) throws -> Date? {
        try connection.row(
            "SELECT paused_until FROM password_attempts WHERE document_key = \(documentKey) AND paused_until > \(now)"
        )?["paused_until"]
    }

    /// The password was right: nothing is held against the document any more.
    package func reset(_ documentKey: [UInt8]) throws {
        try connection.execute(
            "UPDATE password_attempts SET failures = 0, paused_until = NULL WHERE document_key = \(documentKey)")
    }

    /// Forgets documents that nobody tried since, but for those that are paused still: a block has no end.
    package func purge(before: Date) throws {
        try connection.execute(
            """
            DELETE FROM password_attempts
            WHERE attempted_at < \(before) AND (paused_until IS NULL OR paused_until < \(before))
            """)
    }
}

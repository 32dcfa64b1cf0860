package import Foundation

/// The codes that citizens must enter: PINs and one-time codes. Only keyed hashes are stored.
package struct ChallengeStore {
    private let connection: Connection

    package init(_ connection: Connection) {
        self.connection = connection
    }

    package enum Purpose: String, Sendable, Storable {
        case pin
        case otp
    }

    package struct Challenge: Sendable, Hashable {
        package let id: String
        package let login: String
        package let purpose: Purpose
        package let codeHash: [UInt8]
        package let documentKey: [UInt8]
        package let attempts: Int
        package let expiresAt: Date
        /// Whether the code was sent. No guess of a code that was not sent is right.
        package let isGenuine: Bool

        package init(
            id: String, login: String, purpose: Purpose, codeHash: [UInt8], documentKey: [UInt8], attempts: Int,
            expiresAt: Date, isGenuine: Bool
        ) {
            self.id = id
            self.login = login
            self.purpose = purpose
            self.codeHash = codeHash
            self.documentKey = documentKey
            self.attempts = attempts
            self.expiresAt = expiresAt
            self.isGenuine = isGenuine
        }
    }

    package enum GuessOutcome: Sendable, Hashable {
        /// The guess is right, and has used up the code.
        case right
        /// The guess is wrong. With no attempts left the code is invalid.
        case wrong(attemptsLeft: Int)
        /// The code was used, guessed too often, has expired, was replaced by a newer one, belongs to another login, or
        /// never existed.
        case useless
    }

    /// Creates a challenge. It replaces an older one of the same login and purpose.
    package func create(_ challenge: Challenge) throws {
        try connection.execute(
            """
            INSERT INTO challenges
                (id, login_id, purpose, code_hash, document_key, attempts_left, expires_at, is_genuine)
            VALUES (\(challenge.id), \(challenge.login), \(challenge.purpose), \(challenge.codeHash),
                \(challenge.documentKey), \(challenge.attempts), \(challenge.expiresAt), \(challenge.isGenuine))
            ON CONFLICT (login_id, purpose) DO UPDATE SET
                id = excluded.id, code_hash = excluded.code_hash, document_key = excluded.document_key,
                attempts_left = excluded.attempts_left, expires_at = excluded.expires_at, used_at = NULL,
                is_genuine = excluded.is_genuine
            """)
    }

    /// Tries a code. One statement compares, counts and uses it up: of several concurrent right guesses one succeeds,
    /// and no two wrong guesses share an attempt. For a code that was not sent every guess is wrong.
    ///
    /// The database compares the hashes. They are keyed, so the time of the comparison reveals nothing about the code.
    package func guess(
        _ id: String, login: String, codeHash: [UInt8], at now: Date
    ) throws -> GuessOutcome {
        let row = try connection.row(
            """
            UPDATE challenges SET
                attempts_left =
                    CASE WHEN code_hash = \(codeHash) AND is_genuine = 1 THEN attempts_left ELSE attempts_left - 1 END,
                used_at = CASE WHEN code_hash = \(codeHash) AND is_genuine = 1 THEN \(now) END
            WHERE id = \(id) AND login_id = \(login)
                AND used_at IS NULL AND attempts_left > 0 AND expires_at > \(now)
            RETURNING attempts_left, used_at
            """)
        guard let row else { return .useless }
        let usedAt: Date? = try row["used_at"]
        return usedAt == nil ? .wrong(attemptsLeft: try row["attempts_left"]) : .right
    }
}

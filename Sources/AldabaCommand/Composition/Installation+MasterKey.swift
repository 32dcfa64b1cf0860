import Foundation
import Secrets
import Storage

/// Compares the master key with the database. With another key every pairwise identifier changes, and sealed values
/// cannot be opened.
extension Installation {
    /// Refuses a master key that is not the key of this database. Stores its check value when the database has none.
    ///
    /// - Throws: `Failure` with the file, both fingerprints and what to do; `StorageFault`.
    func claimMasterKey(of database: Database, at now: Date) async throws {
        let value = try purposeKeys().checkValue
        let kept = try await database.write { try MasterKeyStore($0).claim(value.bytes, at: now) }
        if let failure = masterKeyFailure(value, kept) { throw failure }
    }

    /// Returns the error when this master key is not the key of the database. Nil when it is.
    func masterKeyFailure(_ value: SecretHash, _ kept: [UInt8]) -> Failure? {
        guard SecretHash(bytes: kept) != value else { return nil }
        return Failure(
            "\(configuration.masterKeyFile) is not the master key of this database: its fingerprint is "
                + "\(Self.fingerprint(value.bytes)), expected \(Self.fingerprint(kept)): restore that key from its "
                + "backup, or name the right file in keys.master-key; if the key is lost, see «aldaba keys "
                + "adopt --help»")
    }

    /// Compares the master key with the check value of the database, without a change to the database.
    ///
    /// - Returns: An error when they differ, and a warning when the database cannot be read. Nil when they match, and
    ///   when there is no database yet.
    func masterKeyProblem() async -> ConfigurationProblem? {
        guard let value = try? purposeKeys().checkValue else { return nil }
        do {
            guard let database = try presentDatabase() else { return nil }
            let kept: Result<[UInt8]?, any Error>
            do {
                kept = .success(
                    try await database.read { try MasterKeyStore($0).checkValueBeforeMigration() })
            } catch {
                kept = .failure(error)
            }
            await database.close()
            guard let kept = try kept.get(), let failure = masterKeyFailure(value, kept) else { return nil }
            return ConfigurationProblem(.error, .masterKey, failure.message)
        } catch {
            return ConfigurationProblem(
                .warning, .masterKey,
                "could not be compared with the check value in the database: \(FailureText.describe(error))")
        }
    }

    /// The first 16 hexadecimal digits of a check value.
    static func fingerprint(_ checkValue: [UInt8]) -> String {
        SecretHash(bytes: checkValue).map { String($0.hexadecimal.prefix(16)) } ?? "unreadable"
    }
}

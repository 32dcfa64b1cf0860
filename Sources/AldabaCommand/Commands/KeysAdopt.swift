import ArgumentParser
import Foundation
import Secrets
import Storage

extension Keys {
    /// `aldaba keys adopt`: makes the configured master key the key of the database.
    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the configured master key the key of the database, when the former key is lost.",
            discussion: """
                If there is a backup of the former key, restore it instead. With another key, the following is lost \
                and cannot be recovered: every pairwise-id and subject-id changes, so services no longer recognise \
                their users; logins, sessions and logouts in progress and unsent messages are deleted; limits and \
                rests begin again; earlier entries of the audit trail can no longer be searched by document. \
                Registered citizens, their passwords, consents and persistent NameIDs are kept.

                Stop every broker of this database first.
                """)

        @OptionGroup var options: ConfigurationOption

        @Flag(help: "Confirm that every pairwise-id and subject-id changes and that sealed values are deleted.")
        var loseIdentifiersAndSessions = false

        func run() async throws {
            guard loseIdentifiersAndSessions else {
                throw Failure(
                    "nothing was changed: with another master key every pairwise-id and subject-id changes, and "
                        + "logins, sessions, logouts and unsent messages are deleted: restore the backup of the key, "
                        + "or confirm the loss with --lose-identifiers-and-sessions")
            }
            let installation = Installation(try options.read())
            let value = try installation.purposeKeys().checkValue.bytes
            let database = try await installation.unclaimedDatabase()
            let now = Date()
            let fingerprint = Installation.fingerprint(value)
            let adoption = try await database.write { connection in
                let former = try MasterKeyStore(connection).checkValue().map(Installation.fingerprint)
                let adoption = try MasterKeyStore(connection).adopt(value, at: now)
                if adoption != nil {
                    try AuditStore(connection).append(
                        "master-key.adopted", login: nil,
                        payload: #"{"fingerprint":"\#(fingerprint)","former":"\#(former ?? "")"}"#, at: now)
                }
                return adoption
            }
            await database.close()
            guard let adoption else {
                return print("kept  \(fingerprint): it is already the master key of this database")
            }
            print(
                "adopted  \(fingerprint) (deleted: \(adoption.logins) logins, \(adoption.sessions) sessions, "
                    + "\(adoption.logouts) logouts, \(adoption.messages) unsent messages)")
        }
    }
}

import Foundation
import TestAgents
import Testing

/// Tests of the check value: a database is opened only with its own master key.
@Suite(.startsProcesses) struct MasterKeyTests {
    /// Another master key: 32 bytes.
    private static let other = Data((0..<32).map { UInt8($0) }).base64EncodedString() + "\n"

    /// Returns an installation with a new key file. Its database was opened with the previous key.
    private func installationWithAnotherKey() async throws -> IdleInstallation {
        let installation = try await IdleInstallation()
        #expect(try await installation.aldaba("citizen", "list").status == 0)
        #expect(try await installation.aldaba("check").status == 0)
        try installation.write(Self.other, to: "keys/master.key")
        return installation
    }

    @Test func `every command that opens the database refuses another key and reports the remedy`() async throws {
        let installation = try await installationWithAnotherKey()
        for command in [
            ["check"], ["serve"], ["citizen", "list"], ["citizen", "show", "12345678Z"],
            ["citizen", "block", "12345678Z"],
            ["metadata", "list"], ["metadata", "show", "https://a.example"],
            ["metadata", "remove", "https://a.example"],
        ] {
            let (status, output) = try await installation.run(command)
            #expect(status == 1, "\(command)")
            for words in [
                "keys/master.key is not the master key of this database", "its fingerprint is ", "expected ",
                "restore that key from its backup", "aldaba keys adopt",
            ] {
                #expect(output.contains(words), "\(command): \(output)")
            }
            #expect(output.split(separator: "\n").count == 1, "\(command): \(output)")
        }
    }

    @Test func `another key is adopted only after a confirmation of the loss`() async throws {
        let installation = try await installationWithAnotherKey()
        let refused = try await installation.aldaba("keys", "adopt")
        #expect(refused.status == 1)
        #expect(refused.output.contains("every pairwise-id and subject-id changes"), "\(refused.output)")
        #expect(try await installation.aldaba("citizen", "list").status == 1)

        let adopted = try await installation.aldaba("keys", "adopt", "--lose-identifiers-and-sessions")
        #expect(adopted.status == 0)
        #expect(adopted.output.hasPrefix("adopted  "), "\(adopted.output)")
        #expect(try await installation.aldaba("citizen", "list").status == 0)
        #expect(try await installation.aldaba("check").status == 0)
        let again = try await installation.aldaba("keys", "adopt", "--lose-identifiers-and-sessions")
        #expect(again.output.hasPrefix("kept  "), "\(again.output)")
    }

    @Test func `a running broker is no longer ready after another key is adopted`() async throws {
        let broker = try await RunningBroker.start()
        try broker.replaceMasterKey(by: Self.other)
        let adopted = try await broker.aldaba("keys", "adopt", "--lose-identifiers-and-sessions")
        #expect(adopted.status == 0, "\(adopted.output)")
        let answer = try await HTTPAgent().get(broker.administration + "/health/ready")
        #expect(answer.status == 503)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("another master key has been adopted"))
        try await broker.stop()
    }

    @Test func `the restored key opens the database again`() async throws {
        let installation = try await IdleInstallation()
        let key = try installation.read("keys/master.key")
        #expect(try await installation.aldaba("citizen", "list").status == 0)
        try installation.write(Self.other, to: "keys/master.key")
        #expect(try await installation.aldaba("citizen", "list").status == 1)
        try installation.write(key, to: "keys/master.key")
        #expect(try await installation.aldaba("citizen", "list").status == 0)
    }

    @Test func `check neither creates nor changes a database`() async throws {
        let installation = try await IdleInstallation()
        #expect(try await installation.aldaba("check").status == 0)
        #expect(!installation.has("aldaba.sqlite"))
    }
}

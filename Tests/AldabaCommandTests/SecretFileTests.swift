import Foundation
import TestAgents
import Testing

@testable import AldabaCommand

/// Tests of secrets that other users can read or replace.
@Suite(.startsProcesses) struct SecretFileTests {
    private struct Problem: Decodable {
        let severity: String
        let key: String
        let message: String
    }

    private func problems(_ installation: IdleInstallation) async throws -> (status: Int32, [Problem]) {
        let (status, output) = try await installation.aldaba("check", "--json")
        // libpq also writes a warning about its password file to standard error.
        let json = output.drop { $0 != "[" }
        return (status, try JSONDecoder().decode([Problem].self, from: Data(json.utf8)))
    }

    private static let secrets = [
        ("keys/master.key", "keys.master-key"), ("keys/signing.key", "keys.signing-key"),
        ("tls.key", "public.tls-key"), ("token", "sms.token-file"), ("pgpass", "storage.passfile"),
    ]

    /// Returns an installation with every kind of secret.
    private func installation(_ mode: [String: String]) async throws -> IdleInstallation {
        let installation = try await IdleInstallation(
            mode.merging([
                "ALDABA_PUBLIC_TLS_KEY": "tls.key", "ALDABA_PUBLIC_TLS_CERTIFICATE": "ca/server.pem",
                "ALDABA_SMS_TOKEN_FILE": "token", "ALDABA_SMS_GATEWAY": "http", "ALDABA_SMS_URL": "https://sms.example",
                "ALDABA_STORAGE_ENGINE": "postgresql", "ALDABA_STORAGE_PASSFILE": "pgpass",
                "ALDABA_STORAGE_CONNECTION": "host=127.0.0.1 port=1 dbname=none user=none",
            ]) { $1 })
        try installation.write(installation.read("ca/server.key"), to: "tls.key")
        try installation.write("token", to: "token")
        try installation.write("*:*:*:*:secret", to: "pgpass")
        return installation
    }

    @Test(arguments: [("production", "error"), ("development", "warning")])
    func `a secret that others can read is refused in production, and warned about in development`(
        _ mode: String, _ severity: String
    ) async throws {
        let installation = try await installation(mode == "production" ? IdleInstallation.production : [:])
        for (file, key) in Self.secrets {
            for permissions in [0o640, 0o604, 0o660, 0o601] {
                try installation.setPermissions(permissions, of: file)
                let (status, all) = try await problems(installation)
                let found = all.filter { $0.key == key && $0.message.contains("chmod 600") }
                #expect(found.map(\.severity) == [severity], "\(file) \(String(permissions, radix: 8))")
                #expect((status == 0) == (severity == "warning"))
                guard permissions == 0o640 else { continue }
                #expect(found.first?.message.contains("mode 0640") == true)
            }
            try installation.setPermissions(0o600, of: file)
        }
        #expect(try await problems(installation).1.allSatisfy { !$0.message.contains("chmod") })
    }

    @Test func `the broker does not start in production with a master key that others can read`() async throws {
        let installation = try await installation(IdleInstallation.production)
        try installation.setPermissions(0o644, of: "keys/master.key")
        let (status, output) = try await installation.aldaba("serve")
        #expect(status == 1)
        #expect(output.contains("keys.master-key") && output.contains("chmod 600"), "\(output)")
    }

    @Test func `refuses a secret in a folder where any user can replace files`() throws {
        let directory = try TemporaryDirectory("secrets")
        let file = try directory.write("secret", to: "secret")
        #expect(SecretFile(path: file).exposure() == nil)
        #expect(chmod(directory.path, 0o777) == 0)
        #expect(SecretFile(path: file).exposure()?.contains("chmod o-w") == true)
        // Through a link from a safe place.
        let other = try TemporaryDirectory("link")
        try FileManager.default.createSymbolicLink(atPath: other.path("link"), withDestinationPath: file)
        #expect(SecretFile(path: other.path("link")).exposure()?.contains("chmod o-w") == true)
        #expect(chmod(directory.path, 0o1777) == 0)
        #expect(SecretFile(path: file).exposure() == nil)
    }

    /// The bug: links were followed before the folders were checked, so the folder of the link itself was not checked.
    @Test func `refuses a path through a link that any user can replace`() async throws {
        let safe = try TemporaryDirectory("secrets")
        _ = try safe.write("secret", to: "secret")
        let open = try TemporaryDirectory("open")
        for (name, target) in [("file", safe.path("secret")), ("folder", safe.path)] {
            try FileManager.default.createSymbolicLink(atPath: open.path(name), withDestinationPath: target)
        }
        // From the safe folder through the open one and back.
        try FileManager.default.createSymbolicLink(
            atPath: safe.path("detour"), withDestinationPath: "../\(URL(filePath: open.path).lastPathComponent)/file")
        let ways = [open.path("file"), open.path("folder/secret"), safe.path("detour")]
        for way in ways { #expect(SecretFile(path: way).exposure() == nil, "\(way)") }
        #expect(chmod(open.path, 0o777) == 0)
        for way in ways { #expect(SecretFile(path: way).exposure()?.contains("chmod o-w") == true, "\(way)") }
        // In a folder like /tmp, only its owner replaces the link.
        #expect(chmod(open.path, 0o1777) == 0)
        for way in ways { #expect(SecretFile(path: way).exposure() == nil, "\(way)") }

        #expect(chmod(open.path, 0o777) == 0)
        let refused = try await Command.run(
            Repository.program("aldaba"), ["keys", "generate", "--kind", "p-256", "--directory", open.path("folder")])
        #expect(refused.status == 1)
        #expect(refused.output.contains("chmod o-w"), "\(refused.output)")
        #expect(!FileManager.default.fileExists(atPath: safe.path("master.key")))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can change owners"))
    func `a link of another user is not followed, one of root's is`() throws {
        let safe = try TemporaryDirectory("secrets")
        let file = try safe.write("secret", to: "secret")
        #expect(chown(file, 12_345, 12_345) == 0)
        let shared = try TemporaryDirectory("shared")
        #expect(chmod(shared.path, 0o1777) == 0)
        let link = shared.path("aldaba")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: safe.path)
        for owner in [uid_t(0), 12_345] {
            #expect(lchown(link, owner, owner) == 0)
            for user in [uid_t(0), 12_345] { #expect(SecretFile(path: link + "/secret").exposure(to: user) == nil) }
        }
        #expect(lchown(link, 12_346, 12_346) == 0)
        for user in [uid_t(0), 12_345] {
            #expect(SecretFile(path: link + "/secret").exposure(to: user)?.contains("chown -h") == true)
        }
    }

    @Test func `refuses a file of another user, unless the process runs as root`() throws {
        let directory = try TemporaryDirectory("secrets")
        let file = try directory.write("secret", to: "secret")
        let owner = geteuid()
        if owner != 0 { #expect(SecretFile(path: file).exposure(to: owner + 1)?.contains("chown") == true) }
        #expect(SecretFile(path: file).exposure(to: owner) == nil)
        #expect(SecretFile(path: file).exposure(to: 0) == nil)
        guard owner == 0 else { return }
        #expect(chown(file, 12_345, 12_345) == 0)
        #expect(SecretFile(path: file).exposure(to: 12_346)?.contains("chown") == true)
        #expect(SecretFile(path: file).exposure(to: 12_345) == nil)
        #expect(SecretFile(path: file).exposure(to: 0) == nil)
    }

    @Test(arguments: ["000", "077", "777"])
    func `new keys are readable only by their owner, with any umask`(_ mask: String) async throws {
        let directory = try TemporaryDirectory("keys")
        let aldaba = try Repository.program("aldaba")
        try await Command.require(
            "/bin/sh", ["-c", "umask \(mask); '\(aldaba)' keys generate --kind p-256 --directory '\(directory.path)'"])
        for name in ["master.key", "signing.key"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path(name))
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func `creates no keys through a link, or where any user could replace them`() async throws {
        let aldaba = try Repository.program("aldaba")
        let directory = try TemporaryDirectory("keys")
        let elsewhere = directory.path("elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("master.key"), withDestinationPath: elsewhere)
        let linked = try await Command.run(
            aldaba, ["keys", "generate", "--kind", "p-256", "--directory", directory.path])
        #expect(linked.status == 1, "\(linked.output)")
        #expect(!FileManager.default.fileExists(atPath: elsewhere))

        let open = try TemporaryDirectory("open")
        #expect(chmod(open.path, 0o777) == 0)
        let refused = try await Command.run(aldaba, ["keys", "generate", "--kind", "p-256", "--directory", open.path])
        #expect(refused.status == 1)
        #expect(refused.output.contains("chmod o-w"), "\(refused.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: open.path).isEmpty)
    }
}

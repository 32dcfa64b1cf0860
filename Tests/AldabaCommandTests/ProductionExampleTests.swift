import Foundation
import TestAgents
import Testing

/// Tests of `examples/configuration/production.yaml`, with the files that it names.
@Suite(.startsProcesses) struct ProductionExampleTests {
    private static let example = Repository.path + "/examples/configuration/production.yaml"

    /// The source of each file: the development authorities under other names, because production refuses their names.
    private static let files = [
        "tls/public.pem": "server.pem", "tls/public.key": "server.key",
        "tls/certificate.pem": "server.pem", "tls/certificate.key": "server.key",
        "authorities/fnmt-root.pem": "root.pem", "authorities/dnie-root.pem": "root.pem",
        "authorities/fnmt-users.pem": "intermediate.pem", "authorities/dnie-004.pem": "intermediate.pem",
        "authorities/fnmt-root.crl": "root.crl", "authorities/dnie-root.crl": "root.crl",
        "authorities/fnmt-users.crl": "intermediate.crl", "authorities/dnie-004.crl": "intermediate.crl",
    ]

    /// Creates a folder with the example and every file that it names.
    private func installation() async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory("production")
        let authorities = try await authorities(in: directory)
        for folder in ["tls", "authorities", "secrets", "metadata"] {
            try FileManager.default.createDirectory(
                atPath: directory.path(folder), withIntermediateDirectories: true)
        }
        for (name, source) in Self.files {
            try FileManager.default.copyItem(atPath: "\(authorities)/\(source)", toPath: directory.path(name))
        }
        for secret in ["secrets/pgpass", "secrets/sms-token"] {
            try directory.write("secret\n", to: secret)
        }
        try await Command.require(
            try Repository.program("aldaba"),
            ["keys", "generate", "--kind", "p-256", "--directory", directory.path("keys")])
        for name in Self.files.keys.filter({ $0.hasSuffix(".key") }) + ["secrets/pgpass", "secrets/sms-token"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory.path(name))
        }
        try FileManager.default.copyItem(atPath: Self.example, toPath: directory.path("production.yaml"))
        return directory
    }

    /// Creates the development authorities without "NO REAL" in their names.
    private func authorities(in directory: TemporaryDirectory) async throws -> String {
        let recipe = directory.path("recipe")
        try FileManager.default.copyItem(
            atPath: Repository.path + "/examples/development-ca", toPath: recipe)
        let configuration = recipe + "/development-ca.cnf"
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try text.replacingOccurrences(of: "NO REAL", with: "DE EJEMPLO")
            .write(toFile: configuration, atomically: true, encoding: .utf8)
        let made = directory.path("made")
        try await Command.require(recipe + "/make-development-ca", [made])
        return made
    }

    private func check(_ directory: TemporaryDirectory) async throws -> (status: Int32, output: String) {
        try await Command.run(
            try Repository.program("aldaba"), ["check", "--config", directory.path("production.yaml")])
    }

    /// The database of the example does not exist, so the key cannot be compared. There is no other warning.
    @Test func `is accepted once its files exist, with one warning about the database`() async throws {
        let directory = try await installation()
        let (status, output) = try await check(directory)
        #expect(status == 0)
        let warnings = output.split(separator: "\n").filter { $0.contains("warning:") }
        #expect(warnings.allSatisfy { $0.contains("keys.master-key: could not be compared") }, "\(output)")
        #expect(warnings.count == 1)
    }

    @Test func `is refused while a file is missing`() async throws {
        let directory = try await installation()
        for name in ["secrets/sms-token", "keys/master.key", "authorities/dnie-004.crl", "tls/public.key"] {
            let content = try Data(contentsOf: URL(fileURLWithPath: directory.path(name)))
            try FileManager.default.removeItem(atPath: directory.path(name))
            let (status, output) = try await check(directory)
            #expect(status == 1)
            #expect(output.contains(name), "\(output)")
            try content.write(to: URL(fileURLWithPath: directory.path(name)))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory.path(name))
        }
    }

    @Test func `has each section of the documented configuration, and the same limits`() throws {
        func sections(_ path: String) throws -> [String] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                .filter { $0.first?.isLetter == true }.map { String($0.prefix { $0 != ":" }) }
        }
        func limits(_ path: String) throws -> [Substring] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                .drop { $0 != "limits:" }.dropFirst().prefix { $0.hasPrefix(" ") }
                .filter { !$0.contains("#") }
        }
        let documented = Repository.path + "/examples/configuration/aldaba.yaml"
        #expect(try Set(sections(Self.example)).isSuperset(of: sections(documented)))
        #expect(try !limits(documented).isEmpty)
        #expect(try limits(Self.example) == limits(documented))
    }
}

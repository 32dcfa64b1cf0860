import Foundation
import TestAgents
import TestFederation
import Testing
import XMLSecurity

@testable import AldabaCommand

/// Tests of `aldaba keys list`.
@Suite(.startsProcesses) struct KeysListTests {
    private struct Row: Decodable {
        let use: String
        let kind: String
        let bits: Int
        let fingerprint: String
        let validFrom: Date
        let validUntil: Date
        let daysLeft: Int
        let file: String
    }

    private func list(_ installation: IdleInstallation) async throws -> Row {
        let (status, output) = try await installation.aldaba("keys", "list", "--json")
        try #require(status == 0, "\(output)")
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let rows = try decoder.decode([Row].self, from: Data(output.utf8))
        try #require(rows.count == 1)
        return rows[0]
    }

    @Test(arguments: [(SigningKey.Generation.p256, "ec", 256), (.rsa(bits: 2048), "rsa", 2048)])
    func `prints kind, size, dates and use`(
        _ generation: SigningKey.Generation, _ kind: String, _ bits: Int
    ) async throws {
        let installation = try await IdleInstallation()
        let start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 - 86_400).rounded(.down))
        let pair = try SigningKey.generate(generation, commonName: "Aldaba", validFrom: start, days: 31)
        try installation.write(pair.privateKeyPEM, to: "keys/signing.key")
        let certificate = try installation.write(pair.certificatePEM, to: "keys/signing.pem")
        let row = try await list(installation)
        #expect(row.use == "signing")
        #expect(row.kind == kind && row.bits == bits)
        #expect(row.validFrom == start)
        #expect(row.validUntil == start + 31 * 86_400)
        #expect(row.daysLeft == 29)
        #expect(row.file.hasSuffix("keys/signing.pem"))

        let seen = try await Command.run("openssl", ["x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"])
        #expect(seen.output.contains(row.fingerprint), "\(seen.output)")

        let (status, output) = try await installation.aldaba("keys", "list")
        #expect(status == 0)
        #expect(output.contains("\(kind) \(bits)") && output.contains(row.fingerprint), "\(output)")
    }

    @Test func `days after expiry are negative`() throws {
        let directory = try TemporaryDirectory("keys")
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let pair = try SigningKey.generate(.p256, commonName: "Aldaba", validFrom: start, days: 10)
        try directory.write(pair.certificatePEM, to: "signing.pem")
        let key = try SigningKey(privateKeyPEM: pair.privateKeyPEM, certificatePEM: pair.certificatePEM)
        func daysLeft(_ seconds: TimeInterval) throws -> Int {
            try ListedKey(key, certificateFile: directory.path("signing.pem"), at: start + seconds).daysLeft
        }
        #expect(try daysLeft(0) == 10)
        #expect(try daysLeft(10 * 86_400 - 1) == 0)
        #expect(try daysLeft(10 * 86_400 + 1) == -1)
    }

    @Test func `fails with status 1 and one line for an invalid key, and 2 for a wrong option`() async throws {
        let installation = try await IdleInstallation()
        try installation.write("", to: "keys/signing.key")
        let (status, output) = try await installation.aldaba("keys", "list")
        #expect(status == 1)
        #expect(output.contains("aldaba keys generate") && output.split(separator: "\n").count == 1, "\(output)")
        #expect(try await installation.aldaba("keys", "list", "--jason").status == 2)
    }

    @Test func `refuses an unknown log format`() async throws {
        let installation = try await IdleInstallation(["ALDABA_LOG_FORMAT": "xml"])
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 1)
        #expect(output.contains("log.format") && output.contains("expects one of text, json, not xml"), "\(output)")
    }
}

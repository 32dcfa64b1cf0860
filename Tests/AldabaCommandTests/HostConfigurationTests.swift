import Foundation
import TestAgents
import Testing

/// Tests of the host in addresses of the configuration, in all its spellings.
@Suite(.startsProcesses) struct HostConfigurationTests {
    private struct Problem: Decodable {
        let severity: String
        let key: String
        let message: String
    }

    private func problems(
        _ key: String, _ settings: [String: String], in mode: [String: String] = IdleInstallation.production
    ) async throws -> [Problem] {
        let installation = try await IdleInstallation(mode.merging(settings) { $1 })
        let (_, output) = try await installation.aldaba("check", "--json")
        return try JSONDecoder().decode([Problem].self, from: Data(output.utf8)).filter { $0.key == key }
    }

    @Test(arguments: [
        ("http://127.0.0.1/", true), ("http://127.1:9000/x", true), ("http://[::1]/", true),
        ("http://localhost/", true),
        ("http://[::ffff:127.0.0.1]:9000/", true), ("http://0x7f.1/", true), ("https://sms.example/", true),
        ("http://sms.example/", false), ("http://localhost.sms.example/", false), ("http://127.0.0.1.example/", false),
        ("http://127.0.0.1@sms.example/", false), ("http://0.0.0.0/", false), ("https://user:key@sms.example/", false),
    ])
    func `plain http to the gateway is only for loopback`(_ address: String, _ isTaken: Bool) async throws {
        let found = try await problems("sms.url", ["ALDABA_SMS_URL": address])
        #expect(found.isEmpty == isTaken, "\(address) \(found)")
    }

    @Test(arguments: [
        ("127.0.0.1:8081", true), ("[::1]:8081", true), ("localhost:8081", true), ("127.1:8081", true),
        ("0.0.0.0:8081", false), ("[::]:8081", false), ("10.0.0.1:8081", false), ("admin.localhost:8081", false),
        ("localhost.example.org:8081", false), ("0:8081", false), ("[::ffff:10.0.0.1]:8081", false),
        ("127.0.0.1", false), ("127.0.0.1:+8081", false), ("[::1:8081", false), ("::1:8081", true),
    ])
    func `the administration listens only on loopback`(_ address: String, _ isTaken: Bool) async throws {
        let found = try await problems("administration.listen", ["ALDABA_ADMINISTRATION_LISTEN": address])
        #expect(found.isEmpty == isTaken, "\(address) \(found)")
    }

    @Test(arguments: [
        ("https://acceso.example", true), ("https://acceso.example:8443", true), ("https://[2001:db8::1]:8443", true),
        ("https://Acceso.example", false), ("https://acceso.example/", false), ("https://acceso.example.", false),
        ("https://user@acceso.example", false), ("https://127.1", false), ("https://acceso.example?x", false),
        ("https://acc\u{E9}so.example", false), ("https://acceso.example\\x", false), ("acceso.example", false),
    ])
    func `the origin has the form that browsers compare`(_ origin: String, _ isTaken: Bool) async throws {
        let found = try await problems("public.origin", ["ALDABA_PUBLIC_ORIGIN": origin])
        #expect(found.isEmpty == isTaken, "\(origin) \(found)")
    }
}

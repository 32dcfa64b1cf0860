import Foundation
import SAML
import TestAgents
import TestFederation
import Testing
import XML
import XMLSecurity

/// Tests of `aldaba check`, and of the same checks when the broker starts.
@Suite(.startsProcesses) struct CheckTests {
    private struct Problem: Decodable, Equatable {
        let severity: String
        let key: String
        let line: Int?
        let message: String
    }

    /// Runs `check`. Returns its exit status and its problems.
    private func check(_ installation: IdleInstallation) async throws -> (status: Int32, problems: [Problem]) {
        let (status, output) = try await installation.aldaba("check", "--json")
        return (status, try JSONDecoder().decode([Problem].self, from: Data(output.utf8)))
    }

    /// Returns the only problem with a key.
    private func problem(_ key: String, of installation: IdleInstallation) async throws -> Problem {
        let (status, problems) = try await check(installation)
        #expect(status == (problems.contains { $0.severity == "error" } ? 1 : 0))
        let found = problems.filter { $0.key == key }
        #expect(found.count == 1, "\(problems)")
        return try #require(found.first)
    }

    @Test func `finds no problem in the example`() async throws {
        let installation = try await IdleInstallation()
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 0)
        #expect(output == "\(installation.configuration): no problems\n")
    }

    @Test func `warns that no certificate is accepted without revocation lists`() async throws {
        let installation = try await IdleInstallation()
        try installation.configure("[ca/root.crl, ca/intermediate.crl]", as: "[]")
        let problem = try await problem("certificate.revocation-lists", of: installation)
        #expect(problem.severity == "warning")
        #expect(problem.line != nil)
        #expect(problem.message.contains("every certificate is refused: name the list of each authority"))
        let (status, output) = try await installation.aldaba("check")
        #expect(status == 0)
        #expect(output.contains("\(installation.configuration): warning: line "), "\(output)")
        #expect(output.contains("\(installation.configuration): no errors, only warnings\n"), "\(output)")

        try installation.configure("[pin, permanent-key, certificate]", as: "[pin, permanent-key]")
        #expect(try await check(installation).problems.isEmpty)
    }

    @Test func `refuses a help URL without a scheme`() async throws {
        let installation = try await IdleInstallation()
        try installation.configure(
            "  # registration-address: https://www.example.org/register",
            as: "  registration-address: www.example.org")
        let problem = try await problem("sign-in.registration-address", of: installation)
        #expect(problem.severity == "error")
        #expect(problem.message.contains("https://www.example.org/help"), "\(problem)")
    }

    @Test func `the entityID is an absolute URI of at most 256 characters`() async throws {
        let present = "entity-id: http://aldaba.localhost:8080/saml/metadata"
        for wrong in ["acceso", "http://x.example/" + String(repeating: "a", count: 240), "http://x.example/con ñ"] {
            let installation = try await IdleInstallation()
            try installation.configure(present, as: "entity-id: \"\(wrong)\"")
            let problem = try await problem("entity-id", of: installation)
            #expect(problem.severity == "error" && problem.message.contains("at most 256 characters"), "\(wrong)")
        }
    }

    @Test func `warns of an authority without a revocation list`() async throws {
        let installation = try await IdleInstallation()
        try installation.configure("[ca/root.crl, ca/intermediate.crl]", as: "[ca/root.crl]")
        let problem = try await problem("certificate.revocation-lists", of: installation)
        #expect(problem.severity == "warning")
        #expect(problem.message.contains("no list of AC DESARROLLO Usuarios (NO REAL)"), "\(problem.message)")
    }

    @Test(arguments: [
        (-40, 30, "expired on "), (-1, 29, "expires on "), (-1, 32, nil), (2, 365, "is not valid before "),
    ])
    func `warns of certificates that have expired, expire soon or are not yet valid`(
        _ begins: Int, _ days: Int, _ remark: String?
    ) async throws {
        let installation = try await IdleInstallation([
            "ALDABA_PUBLIC_TLS_CERTIFICATE": "keys/signing.pem", "ALDABA_PUBLIC_TLS_KEY": "keys/signing.key",
        ])
        let pair = try SigningKey.generate(
            .p256, commonName: "Aldaba", validFrom: Date() + Double(begins) * 86_400, days: days)
        try installation.write(pair.privateKeyPEM, to: "keys/signing.key")
        try installation.write(pair.certificatePEM, to: "keys/signing.pem")
        guard let remark else {
            #expect(try await check(installation).problems.isEmpty)
            return
        }
        for key in ["keys.signing-certificate", "public.tls-certificate"] {
            let problem = try await problem(key, of: installation)
            #expect(problem.severity == "warning")
            #expect(problem.message.contains("signing.pem"))
            #expect(problem.message.contains(remark), "\(problem.message)")
        }
    }

    @Test func `refuses a certificate of another key`() async throws {
        let installation = try await IdleInstallation()
        try installation.write(TestKey.ellipticCurve.certificatePEM, to: "keys/signing.pem")
        let problem = try await problem("keys.signing-certificate", of: installation)
        #expect(problem.severity == "error")
        #expect(problem.message.contains("is the certificate of another key"), "\(problem.message)")
    }

    @Test func `refuses an invalid signing key`() async throws {
        let installation = try await IdleInstallation()
        try installation.write("", to: "keys/signing.key")
        let problem = try await problem("keys.signing-key", of: installation)
        #expect(problem.severity == "error")
        #expect(problem.message.contains("aldaba keys generate"), "\(problem.message)")
    }

    @Test func `warns of unknown variables, and proposes the nearest`() async throws {
        let installation = try await IdleInstallation([
            "ALDABA_PUBLIC_ORIGN": "https://aldaba.example", "ALDABA_COLOUR": "red", "ALDABA_ASSURANCE_PIN": "low",
        ])
        let (status, problems) = try await check(installation)
        #expect(status == 0)
        #expect(problems.map(\.severity) == ["warning", "warning", "warning"])
        #expect(problems.map(\.key) == ["ALDABA_ASSURANCE_PIN", "ALDABA_COLOUR", "ALDABA_PUBLIC_ORIGN"])
        #expect(problems[0].message.contains("assurance.pin is a table, which only the file can have"))
        #expect(problems[1].message.contains("unset it"))
        #expect(problems[2].message.contains("did you mean ALDABA_PUBLIC_ORIGIN?"))
    }

    @Test func `reports warnings together with errors`() async throws {
        let installation = try await IdleInstallation(["ALDABA_MODUS": "production"])
        try installation.configure("engine: sqlite\n", as: "engine: oracle\n")
        let (status, problems) = try await check(installation)
        #expect(status == 1)
        #expect(problems.map(\.key).sorted() == ["ALDABA_MODUS", "storage.engine"])
    }

    @Test func `warns of a PIN that is too short for a code by SMS`() async throws {
        let installation = try await IdleInstallation()
        try installation.configure("    length: 8\n", as: "    length: 6\n")
        let problem = try await problem("sign-in.pin.length", of: installation)
        #expect(problem.severity == "warning")
        #expect(problem.message.contains("19.9 bits") && problem.message.contains("use 8 digits"))
        try installation.configure("    length: 6\n", as: "    length: 7\n")
        #expect(try await check(installation).problems.isEmpty)
    }

    @Test func `warns of a clock skew of zero`() async throws {
        let installation = try await IdleInstallation()
        try installation.configure("clock-skew-seconds: 180", as: "clock-skew-seconds: 0")
        let problem = try await problem("saml.clock-skew-seconds", of: installation)
        #expect(problem.severity == "warning")
        #expect(problem.line != nil)
        #expect(problem.message.contains("180 is usual"))
    }

    @Test(arguments: [
        ("admin.example.org", true), ("localhost:8081", true), ("127.0.0.1.example.org", true), ("10.0.0.1", true),
        ("::1", true), ("127.0.0.2", false), ("aldaba.LOCALHOST", false), ("[::1]", false),
    ])
    func `warns of administration names that are not loopback names`(
        _ host: String, _ isWarned: Bool
    ) async throws {
        let installation = try await IdleInstallation(["ALDABA_ADMINISTRATION_HOSTS": "localhost,\(host)"])
        guard isWarned else {
            #expect(try await check(installation).problems.isEmpty)
            return
        }
        let problem = try await problem("administration.hosts", of: installation)
        #expect(problem.severity == "warning")
        #expect(problem.message.contains("not \(host):"), "\(problem.message)")
    }

    @Test func `warns of services in the folder that production ignores`() async throws {
        var service = TestServiceProvider()
        service.location = "http://oficina.example/saml/acs"
        let metadata = String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self)
        let production = try await IdleInstallation(IdleInstallation.production)
        #expect(try await check(production).problems.isEmpty)
        try production.write(metadata, to: "metadata/oficina.xml")
        let problem = try await problem("metadata.folder", of: production)
        #expect(problem.severity == "warning")
        #expect(problem.message.contains("metadata/oficina.xml: messages would go to \(service.location)"))
        #expect(problem.message.contains("ask for metadata"))

        let development = try await IdleInstallation()
        try development.write(metadata, to: "metadata/oficina.xml")
        #expect(try await check(development).problems.isEmpty)
    }

    @Test func `a broken file of the folder is still an error`() async throws {
        let installation = try await IdleInstallation()
        try installation.write("<a/>", to: "metadata/rota.xml")
        #expect(try await problem("metadata.folder", of: installation).severity == "error")
    }

    @Test func `the broker starts with warnings, and logs them`() async throws {
        let broker = try await RunningBroker.start(["ALDABA_LOG_LEVLE": "debug"])
        #expect(broker.log.contains("ALDABA_LOG_LEVEL?"), "\(broker.log)")
        #expect(broker.log.contains("warning"))
    }
}

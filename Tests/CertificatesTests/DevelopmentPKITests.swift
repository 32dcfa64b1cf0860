import Foundation
import TestFederation
import Testing

@testable import Certificates

@Suite struct `The development authorities` {
    private func judge(over pki: DevelopmentPKI) throws -> CertificateJudge {
        CertificateJudge(
            trust: try CertificateTrust(
                anchors: pki.anchors, intermediates: pki.intermediates, revocationLists: pki.revocationLists),
            isNationalIdentifier: isNationalIdentifier)
    }

    /// Returns a copy to change: the files with their dates, without the file that marks a recent check.
    private func copy() throws -> DevelopmentPKI {
        let folder = try TemporaryFolder.url(for: "development-ca")
        try Tool.run("cp", ["-a", DevelopmentPKI.shared().folder.path, folder.path])
        try FileManager.default.removeItem(at: folder.appending(path: ".checked"))
        return try DevelopmentPKI(in: folder)
    }

    @Test func `certify two citizens, one in software and one in a device`() throws {
        let pki = try DevelopmentPKI.shared()
        let judge = try judge(over: pki)
        let ana = try judge.judge(certificateDER: pki.certificateDER(of: .fnmt), at: Date())
        #expect(ana.identifier == "12345678Z")
        #expect(ana.names.givenName == "ANA")
        #expect(ana.names.firstSurname == "ESPAÑOLA")
        #expect(ana.names.secondSurname == "DEL TEST")
        #expect(ana.key == .software)
        let pablo = try judge.judge(certificateDER: pki.certificateDER(of: .dnie), at: Date())
        #expect(pablo.identifier == "87654321X")
        #expect(pablo.names.surnames == "MUÑOZ PRUEBA")
        #expect(pablo.key == .qualifiedDevice)
    }

    @Test(arguments: DevelopmentPKI.Citizen.allCases)
    func `pack each key with its certificate under the documented password`(_ citizen: DevelopmentPKI.Citizen) throws {
        let pki = try DevelopmentPKI.shared()
        let file = pki.url("citizen-\(citizen.rawValue).p12").path
        let text = try Tool.run(
            "openssl", ["pkcs12", "-in", file, "-nodes", "-passin", "pass:\(DevelopmentPKI.password)"])
        #expect(text.contains("BEGIN PRIVATE KEY"))
        #expect(text.components(separatedBy: "BEGIN CERTIFICATE").count == 3)
    }

    @Test func `certify the servers' names`() throws {
        let pki = try DevelopmentPKI.shared()
        for name in ["certificado.aldaba.localhost", "aldaba.localhost", "oficina.localhost", "localhost"] {
            let arguments = ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", name]
            try Tool.run(
                "openssl", arguments + ["-CAfile", pki.url("server-ca.pem").path, pki.url("server.pem").path])
        }
    }

    @Test func `keep existing files when made again, and renew missing ones`() throws {
        let first = try copy()
        let files = ["root.pem", "citizen-12345678Z.pem", "citizen-87654321X.p12", "intermediate.crl", "server.pem"]
        let before = try files.map(first.octets)
        try FileManager.default.removeItem(at: first.url(".checked"))
        try FileManager.default.removeItem(at: first.url("root.crl"))
        let second = try DevelopmentPKI(in: first.folder)
        #expect(try files.map(second.octets) == before)
        #expect(try !second.octets("root.crl").isEmpty)
    }

    @Test func `make everything below a new root again`() throws {
        let first = try copy()
        let before = try first.octets("citizen-12345678Z.p12")
        try FileManager.default.removeItem(at: first.url("root.key"))
        let second = try DevelopmentPKI(in: first.folder)
        #expect(try second.octets("citizen-12345678Z.p12") != before)
        _ = try judge(over: second).judge(certificateDER: second.certificateDER(of: .dnie), at: Date())
    }

    /// Runs `openssl ca` as a developer does, with the intermediate's database.
    private func ca(_ arguments: [String], in folder: URL) throws {
        let configuration = DevelopmentPKI.script.deletingLastPathComponent().appending(path: "development-ca.cnf")
        let unused = ["SUBJECT", "GIVEN_NAME", "FIRST_SURNAME", "SECOND_SURNAME", "DOCUMENT"]
        var environment = Dictionary(uniqueKeysWithValues: unused.map { ($0, "subject_root") })
        environment["DATABASE"] = "intermediate.index"
        let authority = ["-cert", "intermediate.pem", "-keyfile", "intermediate.key"]
        try Tool.run(
            "openssl", ["ca", "-config", configuration.path] + authority + arguments, in: folder,
            environment: environment)
    }

    @Test func `refuse a citizen who was revoked by hand`() throws {
        let pki = try copy()
        try ca(["-revoke", "citizen-12345678Z.pem", "-crl_reason", "keyCompromise"], in: pki.folder)
        let renewed = try DevelopmentPKI(in: pki.folder)
        let judge = try judge(over: renewed)
        let certificate = try renewed.certificateDER(of: .fnmt)
        let refusal = #expect(throws: CertificateRefusal.self) {
            try judge.judge(certificateDER: certificate, at: Date() + 60)
        }
        #expect(refusal?.code == "certificate-revoked")
    }

    @Test func `renew a revocation list that is about to end`() throws {
        let pki = try copy()
        try ca(["-gencrl", "-crldays", "5", "-out", "intermediate.crl"], in: pki.folder)
        try FileManager.default.removeItem(at: pki.url(".checked"))
        let lists = try CertificateTrust(
            anchors: pki.anchors, intermediates: pki.intermediates,
            revocationLists: DevelopmentPKI(in: pki.folder).revocationLists
        ).revocationLists
        #expect(lists.allSatisfy { $0.nextUpdate > Date() + 29 * 86_400 })
    }

    @Test func `report the problem of the folder in one line`() throws {
        let file = try TemporaryFolder.url(for: "not-a-folder")
        try Data().write(to: file)
        let failure = #expect(throws: Tool.Failure.self) { try DevelopmentPKI(in: file.appending(path: "ca")) }
        #expect(failure?.status == 1)
        #expect(failure?.output == "make-development-ca: the folder \(file.path)/ca cannot be created\n")
    }

    @Test func `make their keys readable only by their owner`() throws {
        let pki = try DevelopmentPKI.shared()
        for file in try FileManager.default.contentsOfDirectory(atPath: pki.folder.path) where file.hasSuffix(".key") {
            let attributes = try FileManager.default.attributesOfItem(atPath: pki.url(file).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}

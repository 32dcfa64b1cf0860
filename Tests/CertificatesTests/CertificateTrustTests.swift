import Foundation
import TestFederation
import Testing

@testable import Certificates

@Suite struct `Configured trust` {
    let fixture: JudgeFixture

    init() throws { fixture = try JudgeFixture() }

    private func file(_ authority: TestAuthority) throws -> [UInt8] {
        try fixture.pki.octets("\(authority.rawValue).pem")
    }

    private func error(
        anchors: [[UInt8]]? = nil, intermediates: [[UInt8]] = [], lists: [[UInt8]] = []
    ) throws -> CertificateTrustError? {
        let anchors = try anchors ?? [file(.root)]
        do throws(CertificateTrustError) {
            _ = try CertificateTrust(anchors: anchors, intermediates: intermediates, revocationLists: lists)
            return nil
        } catch {
            return error
        }
    }

    @Test func `reads several PEM blocks in one file, with remarks between them, and DER`() throws {
        let remark = Array("A remark\r\n".utf8)
        let der = try fixture.pki.certificate(
            .fnmt.with { $0.basicConstraints = "critical, CA:TRUE" })
        let trust = try CertificateTrust(
            anchors: [file(.root) + remark + file(.unknown)], intermediates: [file(.users), der],
            revocationLists: [fixture.goodLists().flatMap(\.self)])
        #expect(trust.anchors.map(\.subject.title) == ["AC RAIZ TEST", "AC RAIZ AJENA"])
        #expect(trust.intermediates.count == 2)
        #expect(trust.revocationLists.map(\.issuer.title).contains("AC TEST Usuarios"))
        let list = try #require(trust.revocationLists.first)
        #expect(list.thisUpdate < fixture.now && fixture.now < list.nextUpdate)
    }

    @Test func `refuses to be without anchors`() throws {
        #expect(try error(anchors: []) == .noAnchor)
    }

    @Test func `refuses an anchor that is not a root`() throws {
        #expect(try error(anchors: [file(.users)]) == .notAnAnchor(subject: "AC TEST Usuarios"))
    }

    @Test func `refuses a self-signed anchor that is not an authority`() throws {
        try Tool.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=SOLO",
                "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", fixture.pki.folder.path + "/alone.key",
                "-out", fixture.pki.folder.path + "/alone.pem",
            ])
        #expect(try error(anchors: [fixture.pki.octets("alone.pem")]) == .notAnAnchor(subject: "SOLO"))
    }

    @Test func `refuses an intermediate that is not an authority`() throws {
        #expect(
            try error(intermediates: [fixture.pki.certificate(.dnie)])
                == .notAnAuthority(subject: "MUÑOZ PRUEBA, PABLO (AUTENTICACIÓN)"))
    }

    @Test func `refuses a private key where a certificate belongs`() throws {
        #expect(
            try error(intermediates: [fixture.pki.octets("rsa-2048-root.key")])
                == .unexpectedBlock(label: "PRIVATE KEY"))
    }

    @Test func `refuses data that is neither PEM nor DER`() throws {
        let whole = try file(.root)
        for octets in [[], Array("hello".utf8), [0x30, 0x03], [0xFF], Array(whole.dropLast(20))] {
            #expect(try error(anchors: [octets]) == .unreadableCertificate)
            #expect(try error(lists: [octets]) == .unreadableRevocationList || octets.count > 100)
        }
    }

    @Test func `refuses a list signed with SHA-1`() throws {
        let list = try fixture.pki.list(RevocationListRecipe(.users, at: fixture.now).with { $0.digest = "sha1" })
        #expect(try error(lists: [list]) == .revocationListWeaklySigned(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses a list without nextUpdate`() throws {
        #expect(try error(lists: [fixture.pki.endlessList()]) == .revocationListWithoutNextUpdate(issuer: "SIN FIN"))
    }
}

import Foundation
import Testing

@testable import Certificates

@Suite struct `CertificateJudge refuses` {
    @Test(arguments: RefusedCertificate.all) func `a certificate with`(_ refused: RefusedCertificate) throws {
        #expect(try JudgeFixture().refusal(of: refused.recipe) == refused.refusal)
    }

    @Test func `an expired certificate, with the date`() throws {
        let fixture = try JudgeFixture()
        let certificate = try fixture.pki.certificate(.fnmt.with { $0.days = 1 })
        let end = try #require(CitizenCertificate(der: certificate)).notAfter
        #expect(try fixture.refusal(of: certificate) == nil)
        #expect(try fixture.refusal(of: certificate, after: 86_400 + 120) == .expired(on: end))
    }

    @Test func `a certificate that is not yet valid, with the date`() throws {
        let fixture = try JudgeFixture()
        let certificate = try fixture.pki.certificate(.fnmt)
        let begin = try #require(CitizenCertificate(der: certificate)).notBefore
        #expect(try fixture.refusal(of: certificate, after: -7_200) == .notYetValid(from: begin))
    }

    @Test func `a certificate of an authority that has expired`() throws {
        let fixture = try JudgeFixture()
        let certificate = try fixture.pki.certificate(.fnmt.with { $0.authority = .brief })
        #expect(try fixture.refusal(of: certificate) == nil)
        #expect(try fixture.refusal(of: certificate, after: 3 * 86_400) == .authorityNotCurrent("AC TEST Breve"))
    }

    @Test func `octets that are not one certificate`() throws {
        let fixture = try JudgeFixture()
        let good = try fixture.pki.certificate(.fnmt)
        for octets in [[], [0x30], Array(good.dropLast()), good + [0], try fixture.pki.octets("users.pem")] {
            #expect(try fixture.refusal(of: octets) == .unreadable)
        }
        #expect(
            try fixture.refusal(of: [0x30, 0x83, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 70_000))
                == .unreadable)
    }

    @Test func `a certificate with any one octet changed`() throws {
        let fixture = try JudgeFixture()
        let judge = try fixture.judge()
        let good = try fixture.pki.certificate(.dnie)
        for index in good.indices {
            var changed = good
            changed[index] ^= 0x01
            #expect(throws: CertificateRefusal.self) { try judge.judge(certificateDER: changed, at: fixture.now) }
        }
    }

    @Test func `a signature by another key`() throws {
        let fixture = try JudgeFixture()
        var forged = try fixture.pki.certificate(.fnmt)
        forged[forged.count - 1] ^= 0x01
        #expect(try fixture.refusal(of: forged) == .wrongSignature(issuer: "AC TEST Usuarios"))
    }
}

import Foundation
import Testing

@testable import Certificates

/// A date of revocation as openssl spells it and as a value.
enum RevocationTimes {
    static let text = "260102030405Z"
    // 2026-01-02 03:04:05 UTC.
    static let date = Date(timeIntervalSince1970: 1_767_323_045)
}

@Suite struct `Revocation` {
    let fixture: JudgeFixture
    let certificate: [UInt8]

    init() throws {
        fixture = try JudgeFixture()
        certificate = try fixture.pki.certificate(.fnmt)
    }

    private func lists(_ change: (inout RevocationListRecipe) -> Void) throws -> [[UInt8]] {
        try fixture.goodLists(except: [.users])
            + [fixture.pki.list(RevocationListRecipe(.users, at: fixture.now).with(change))]
    }

    @Test(arguments: [
        ("", nil as RevocationReason?), (",superseded", .superseded), (",keyCompromise", .keyCompromise),
        (",certificateHold", .hold),
    ])
    func `refuses a revoked certificate, with date and reason`(_ suffix: String, _ reason: RevocationReason?) throws {
        let serial = try #require(CitizenCertificate(der: certificate)).serial
        let lists = try lists { $0.revoked = [.init(serial: serial, entry: RevocationTimes.text + suffix)] }
        #expect(
            try fixture.refusal(of: certificate, lists: lists) == .revoked(on: RevocationTimes.date, reason: reason))
    }

    @Test func `accepts a certificate that the list does not have`() throws {
        let lists = try lists { $0.revoked = [.init(serial: "0123456789", entry: RevocationTimes.text)] }
        #expect(try fixture.refusal(of: certificate, lists: lists) == nil)
    }

    @Test func `refuses without the issuer's list`() throws {
        #expect(
            try fixture.refusal(of: certificate, lists: fixture.goodLists(except: [.users]))
                == .revocationListMissing(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses without the root's list`() throws {
        #expect(
            try fixture.refusal(of: certificate, lists: fixture.goodLists(except: [.root]))
                == .revocationListMissing(issuer: "AC RAIZ TEST"))
    }

    @Test func `refuses without any list`() throws {
        #expect(
            try fixture.refusal(of: certificate, lists: []) == .revocationListMissing(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses with an outdated list, and reports since when`() throws {
        let end = Date(timeIntervalSince1970: (fixture.now.timeIntervalSince1970 - 60).rounded(.down))
        let lists = try lists { $0.nextUpdate = end }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListOutdated(issuer: "AC TEST Usuarios", since: end))
    }

    @Test func `refuses with a list that is not yet valid`() throws {
        let begin = Date(timeIntervalSince1970: (fixture.now.timeIntervalSince1970 + 86_400).rounded(.down))
        let lists = try lists { $0.thisUpdate = begin }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListNotYetValid(issuer: "AC TEST Usuarios", from: begin))
    }

    @Test func `uses the current one of several lists`() throws {
        let serial = try #require(CitizenCertificate(der: certificate)).serial
        let outdated = try lists { $0.nextUpdate = fixture.now - 60 }
        let current = try lists { $0.revoked = [.init(serial: serial, entry: RevocationTimes.text)] }
        #expect(
            try fixture.refusal(of: certificate, lists: outdated + current)
                == .revoked(on: RevocationTimes.date, reason: nil))
    }

    @Test func `refuses with an unknown authority's list in place of the issuer's`() throws {
        let lists =
            try fixture.goodLists(except: [.users])
            + [fixture.pki.list(RevocationListRecipe(.unknown, at: fixture.now))]
        #expect(
            try fixture.refusal(of: certificate, lists: lists) == .revocationListMissing(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses with a list signed by a wrong key under the issuer's name`() throws {
        let lists = try lists {
            $0.authority = .impostor
            $0.extensions = []
        }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListUnverifiable(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses with a list that names a wrong key under the issuer's name`() throws {
        let lists = try lists { $0.authority = .impostor }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListMissing(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses with a list by an authority that may not sign lists`() throws {
        let certificate = try fixture.pki.certificate(.fnmt.with { $0.authority = .listless })
        let lists = try fixture.goodLists() + [fixture.pki.list(RevocationListRecipe(.listless, at: fixture.now))]
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListUnverifiable(issuer: "AC TEST Sin Listas"))
    }

    @Test func `refuses with a list that has an unknown critical extension`() throws {
        let lists = try lists { $0.extensions.append("1.2.3.4.5.6 = critical, ASN1:NULL") }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListUnverifiable(issuer: "AC TEST Usuarios"))
    }

    @Test func `refuses with a list for authorities only`() throws {
        let lists = try lists {
            $0.extensions.append("issuingDistributionPoint = critical, @scope")
            $0.sections = ["[scope]", "onlyCA = TRUE"]
        }
        #expect(
            try fixture.refusal(of: certificate, lists: lists)
                == .revocationListMissing(issuer: "AC TEST Usuarios"))
    }

    @Test func `replaces older lists by newer ones`() throws {
        let serial = try #require(CitizenCertificate(der: certificate)).serial
        let judge = try fixture.judge()
        _ = try judge.judge(certificateDER: certificate, at: fixture.now)
        let newer = try lists { $0.revoked = [.init(serial: serial, entry: RevocationTimes.text)] }
        let judgeOfToday = judge.trusting(try judge.trust.replacing(revocationLists: newer))
        #expect(throws: CertificateRefusal.revoked(on: RevocationTimes.date, reason: nil)) {
            try judgeOfToday.judge(certificateDER: certificate, at: fixture.now)
        }
    }

    /// Issuers of many certificates divide their list. Each certificate names its part.
    @Test func `checks only the part of the list that the certificate names`() throws {
        let certificate = try fixture.pki.certificate(
            .fnmt.with { $0.extensions = ["crlDistributionPoints = URI:http://listas.example/2.crl"] })
        let serial = try #require(CitizenCertificate(der: certificate)).serial
        func part(_ number: Int, revoked: [RevocationListRecipe.Revoked]) -> (inout RevocationListRecipe) -> Void {
            {
                $0.extensions.append("issuingDistributionPoint = critical, @scope")
                $0.sections = ["[scope]", "fullname = URI:http://listas.example/\(number).crl"]
                $0.revoked = revoked
            }
        }
        let mine = try lists(part(2, revoked: []))
        #expect(try fixture.refusal(of: certificate, lists: mine) == nil)
        let others = try lists(part(1, revoked: []))
        #expect(
            try fixture.refusal(of: certificate, lists: others) == .revocationListMissing(issuer: "AC TEST Usuarios"))
        let revoking = try lists(part(2, revoked: [.init(serial: serial, entry: RevocationTimes.text)]))
        #expect(
            try fixture.refusal(of: certificate, lists: others + revoking)
                == .revoked(on: RevocationTimes.date, reason: nil))
    }
}

import Foundation

@testable import Certificates

/// A judge with the test authorities, and with valid revocation lists unless a test passes others.
struct JudgeFixture {
    let pki: TestPKI
    let now: Date

    init() throws {
        pki = try TestPKI.shared()
        // Later than the times that openssl, which uses the machine's clock, writes into certificates during the tests.
        now = Date() + 600
    }

    /// Returns the lists of the root, which revokes one authority, and of the intermediates that may sign a list.
    func goodLists(except missing: Set<TestAuthority> = []) throws -> [[UInt8]] {
        try TestPKI.goodLists().filter { !missing.contains($0.key) }.map(\.value)
    }

    func trust(lists: [[UInt8]]? = nil) throws -> CertificateTrust {
        try CertificateTrust(
            anchors: [pki.octets("root.pem")],
            intermediates: TestAuthority.intermediates.map { try pki.octets("\($0.rawValue).pem") },
            revocationLists: lists ?? goodLists())
    }

    func judge(lists: [[UInt8]]? = nil) throws -> CertificateJudge {
        CertificateJudge(trust: try trust(lists: lists), isNationalIdentifier: isNationalIdentifier)
    }

    func accept(_ recipe: CertificateRecipe) throws -> CertifiedPerson {
        try judge().judge(certificateDER: pki.certificate(recipe), at: now)
    }

    /// Returns the refusal of a certificate, or nil when it was accepted.
    func refusal(
        of certificate: [UInt8], lists: [[UInt8]]? = nil, after seconds: TimeInterval = 0
    ) throws -> CertificateRefusal? {
        let judge = try judge(lists: lists)
        do throws(CertificateRefusal) {
            _ = try judge.judge(certificateDER: certificate, at: now + seconds)
            return nil
        } catch {
            return error
        }
    }

    func refusal(of recipe: CertificateRecipe) throws -> CertificateRefusal? {
        try refusal(of: pki.certificate(recipe))
    }
}

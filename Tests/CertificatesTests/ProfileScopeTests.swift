import Foundation
import Testing

@testable import Certificates

/// The profiles that each anchor may issue.
struct ProfileScopeTests {
    private func refusal(
        of recipe: CertificateRecipe, with anchors: [(file: String, scope: CertificateTrust.ProfileScope)]
    ) throws -> CertificateRefusal? {
        let fixture = try JudgeFixture()
        let trust = try CertificateTrust(
            anchors: anchors.map { .init(try fixture.pki.octets($0.file), issuing: $0.scope) },
            intermediates: TestAuthority.intermediates.map { try fixture.pki.octets("\($0.rawValue).pem") },
            revocationLists: fixture.goodLists())
        // Newer lists must not change the profiles of the anchors.
        let renewed = try trust.replacing(revocationLists: fixture.goodLists())
        let outcomes = try [trust, renewed].map { trust -> CertificateRefusal? in
            let judge = CertificateJudge(trust: trust, isNationalIdentifier: isNationalIdentifier)
            let certificate = try fixture.pki.certificate(recipe)
            do throws(CertificateRefusal) {
                _ = try judge.judge(certificateDER: certificate, at: fixture.now)
                return nil
            } catch {
                return error
            }
        }
        #expect(outcomes[0] == outcomes[1])
        return outcomes[0]
    }

    private func ofAnother(_ profile: String) -> CertificateRefusal {
        .profileOfAnotherIssuer(profile: profile, issuer: "AC TEST Usuarios")
    }

    @Test func `an anchor without profiles issues every kind`() throws {
        #expect(try refusal(of: .fnmt, with: [("root.pem", .everything)]) == nil)
        #expect(try refusal(of: .dnie, with: [("root.pem", .everything)]) == nil)
    }

    @Test func `an anchor issues only its profiles`() throws {
        let anchors: [(String, CertificateTrust.ProfileScope)] = [("root.pem", .only(["fnmt-citizen"]))]
        #expect(try refusal(of: .fnmt, with: anchors) == nil)
        #expect(try refusal(of: .dnie, with: anchors) == ofAnother("dnie-authentication"))
        #expect(
            try refusal(of: .fnmt, with: [("root.pem", .only(["dnie-authentication"]))]) == ofAnother("fnmt-citizen"))
        let both: CertificateTrust.ProfileScope = .only(["fnmt-citizen", "dnie-authentication"])
        #expect(try refusal(of: .dnie, with: [("root.pem", both)]) == nil)
    }

    @Test func `another anchor's profiles do not count`() throws {
        let anchors: [(String, CertificateTrust.ProfileScope)] = [
            ("root.pem", .only(["fnmt-citizen"])), ("unknown.pem", .only(["dnie-authentication"])),
        ]
        #expect(try refusal(of: .fnmt, with: anchors) == nil)
        #expect(try refusal(of: .dnie, with: anchors) == ofAnother("dnie-authentication"))
        #expect(
            try refusal(of: .dnie, with: [("root.pem", .only(["fnmt-citizen"])), ("unknown.pem", .everything)])
                == ofAnother("dnie-authentication"))
        #expect(
            try refusal(of: .dnie, with: [("root.pem", .everything), ("unknown.pem", .only(["fnmt-citizen"]))]) == nil)
    }

    @Test func `an error of the path is reported first`() throws {
        let revoked = CertificateRecipe.dnie.with { $0.authority = .revoked }
        let refusal = try refusal(of: revoked, with: [("root.pem", .only(["fnmt-citizen"]))])
        guard case .authorityRevoked = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }
}

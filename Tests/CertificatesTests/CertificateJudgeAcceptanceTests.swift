import Foundation
import Testing

@testable import Certificates

@Suite struct `CertificateJudge lets in` {
    @Test func `a citizen with the FNMT's certificate, key in software`() throws {
        let fixture = try JudgeFixture()
        let person = try fixture.accept(.fnmt)
        #expect(person.identifier == "12345678Z")
        #expect(person.names.givenName == "ANA")
        #expect(person.names.firstSurname == "ESPAÑOLA")
        #expect(person.names.secondSurname == "DEL TEST")
        #expect(person.names.surnames == "ESPAÑOLA DEL TEST")
        #expect(person.key == .software)
        #expect(person.profile == "fnmt-citizen")
        #expect(person.issuer == "AC TEST Usuarios")
        #expect(abs(person.notAfter.timeIntervalSince(fixture.now) - 730 * 86_400) < 3_600)
        #expect(person.fingerprint.count == 64)
    }

    @Test func `a citizen with the FNMT's certificate on an elliptic curve`() throws {
        let person = try JudgeFixture().accept(.fnmtG2)
        #expect(person.profile == "fnmt-citizen-g2")
        #expect(person.key == .software)
    }

    @Test(arguments: ["X1234567L", "Y1234567X", "Z7654321H", "M1234567L", "00000000T"])
    func `holders of other identifiers`(_ identifier: String) throws {
        let person = try JudgeFixture().accept(.fnmt.with { $0.identify(as: identifier) })
        #expect(person.identifier == identifier)
    }

    @Test func `a citizen with the authentication certificate of the DNIe`() throws {
        let person = try JudgeFixture().accept(.dnie)
        #expect(person.identifier == "87654321X")
        #expect(person.names.givenName == "PABLO")
        #expect(person.names.firstSurname == "MUÑOZ")
        #expect(person.names.secondSurname == "PRUEBA")
        #expect(person.key == .qualifiedDevice)
        #expect(person.profile == "dnie-authentication")
    }

    @Test(arguments: ["2.16.724.1.2.2.2.4.1", "2.16.724.1.2.2.2.4.1.0"])
    func `a DNIe whose policy has a version`(_ policy: String) throws {
        #expect(try JudgeFixture().accept(.dnie.with { $0.policies = [policy] }).key == .qualifiedDevice)
    }

    @Test func `a DNIe of a citizen with one surname`() throws {
        let person = try JudgeFixture().accept(.dnie.with { $0.set("CN", "MUÑOZ, PABLO (AUTENTICACIÓN)") })
        #expect(person.names.firstSurname == "MUÑOZ")
        #expect(person.names.secondSurname == nil)
    }

    @Test func `a DNIe with extended key usage, when it is for clients`() throws {
        #expect(try JudgeFixture().accept(.dnie.with { $0.extendedKeyUsage = "clientAuth" }).identifier == "87654321X")
    }

    @Test func `a certificate that declares its key in a qualified device, as such`() throws {
        let fixture = try JudgeFixture()
        let declared = CertificateRecipe.fnmt.with { $0.statements.append(CertificateRecipe.qualifiedDevice) }
        #expect(try fixture.accept(declared).key == .qualifiedDevice)
        let byPolicy = CertificateRecipe.fnmt.with { $0.policies[1] = "0.4.0.194112.1.2" }
        #expect(try fixture.accept(byPolicy).key == .qualifiedDevice)
    }

    @Test func `another provider's qualified certificate in a device`() throws {
        let person = try JudgeFixture().accept(.otherQualified)
        #expect(person.profile == "qualified-device")
        #expect(person.key == .qualifiedDevice)
        #expect(person.names.surnames == "ESPAÑOLA DEL TEST")
    }

    @Test func `surnames that the alternative name spells otherwise, in the subject's spelling`() throws {
        let recipe = CertificateRecipe.fnmt.with {
            $0.set("SN", "DE LA FUENTE-ÁLVAREZ  ÑÚÑEZ")
            $0.setAlternative("1.3.6.1.4.1.5734.1.2", "DE LA FUENTE ALVAREZ")
            $0.setAlternative("1.3.6.1.4.1.5734.1.3", "NUNEZ")
        }
        let names = try JudgeFixture().accept(recipe).names
        #expect(names.firstSurname == "DE LA FUENTE-ÁLVAREZ")
        #expect(names.secondSurname == "ÑÚÑEZ")
    }

    @Test func `all surnames as one, when the certificate does not say where they divide`() throws {
        let recipe = CertificateRecipe.fnmt.with {
            $0.setAlternative("1.3.6.1.4.1.5734.1.2", nil)
            $0.setAlternative("1.3.6.1.4.1.5734.1.3", nil)
        }
        let names = try JudgeFixture().accept(recipe).names
        #expect(names.firstSurname == "ESPAÑOLA DEL TEST")
        #expect(names.secondSurname == nil)
    }

    @Test func `many at the same time, over one trust`() async throws {
        let fixture = try JudgeFixture()
        let judge = try fixture.judge()
        let (fnmt, dnie) = (try fixture.pki.certificate(.fnmt), try fixture.pki.certificate(.dnie))
        let now = fixture.now
        let identifiers = await withTaskGroup(of: String?.self) { group in
            for index in 0..<200 {
                group.addTask {
                    try? judge.judge(certificateDER: index.isMultiple(of: 2) ? fnmt : dnie, at: now).identifier
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(identifiers == ["12345678Z": 100, "87654321X": 100])
    }
}

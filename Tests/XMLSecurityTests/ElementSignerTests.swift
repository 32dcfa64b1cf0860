import Foundation
import Testing
import XML

@testable import XMLSecurity

@Suite struct ElementSignerTests {
    @Test(arguments: [SigningKey.Generation.rsa(bits: 2048), .p256])
    func `signs what verification accepts`(_ kind: SigningKey.Generation) throws {
        let (privateKey, certificate) = try SigningKey.generate(
            kind, commonName: "test", validFrom: Date(timeIntervalSince1970: 1_700_000_000), days: 3_650)
        let key = try SigningKey(privateKeyPEM: privateKey, certificatePEM: certificate)
        let p = XMLNamespace(uri: "urn:p", prefix: "p")
        let element = XMLElement(
            XMLName(p, "r"), attributes: [XMLAttribute("ID", "_1")],
            [.element(XMLElement(XMLName(p, "c"), [.text("x")]))])
        let signed = try ElementSigner(key: key).sign(element)
        let trusted = try TrustedKey(certificateDER: key.certificateDER)
        let verified = try SignedElement.verify(document: signed.bytes, trusting: [trusted])
        #expect(verified.bytes == (try XMLWriter.canonical(element)).bytes)
        #expect(verified.key == trusted)
        var changed = signed.bytes
        let index = try #require(changed.lastIndex(of: UInt8(ascii: "x")))
        changed[index] = UInt8(ascii: "y")
        #expect(throws: SignatureFailure.mismatch) { try SignedElement.verify(document: changed, trusting: [trusted]) }
    }
}

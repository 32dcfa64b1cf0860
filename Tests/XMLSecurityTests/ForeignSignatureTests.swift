import TestAgents
import Testing
import XML

@testable import XMLSecurity

/// Valid signatures made by the `xmlsec1` command, and whether Aldaba accepts them.
@Suite struct ForeignSignatureTests {
    private func verify(_ template: SignatureTemplate) async throws -> SignedElement {
        let key = try TestKey.rsa.get()
        let signed = try await XMLSec1().sign(template.text, privateKeyPEM: key.privateKeyPEM)
        return try SignedElement.verify(document: signed, trusting: [key.trusted])
    }

    @Test(arguments: [SignatureAlgorithm.rsaSHA256, .rsaSHA384, .rsaSHA512], DigestAlgorithm.allCases)
    func `accepts RSA`(_ algorithm: SignatureAlgorithm, _ digest: DigestAlgorithm) async throws {
        let template = SignatureTemplate(signatureMethod: algorithm.rawValue, digestMethod: digest.rawValue)
        let verified = try await verify(template)
        #expect(verified.element.attribute("ID") == "_original")
        #expect(!SignedElement.signaturePresent(in: verified.element))
        #expect(
            verified.element.element(XMLName(Sample.assertionNamespace, "Subject"))?.elements.first?.text == "alicia")
    }

    @Test(arguments: [SignatureAlgorithm.ecdsaSHA256, .ecdsaSHA384, .ecdsaSHA512], ["P-256", "P-384", "P-521"])
    func `accepts ECDSA on three curves`(_ algorithm: SignatureAlgorithm, _ curve: String) async throws {
        let key = try await OpenSSLKey.on(curve)
        let template = SignatureTemplate(signatureMethod: algorithm.rawValue)
        let signed = try await XMLSec1().sign(template.text, privateKeyPEM: key.privateKeyPEM)
        let trusted = try TrustedKey(certificateDER: key.signing.certificateDER)
        // Keys on other curves are allowed, as during a key rollover.
        let other = try await OpenSSLKey.on(curve == "P-384" ? "P-521" : "P-384").signing.certificateDER
        let keys = [try TestKey.p256.get().trusted, try TrustedKey(certificateDER: other), trusted]
        #expect(try SignedElement.verify(document: signed, trusting: keys).key == trusted)
    }

    @Test func `accepts a signature in the default namespace`() async throws {
        let key = try TestKey.rsa.get()
        let signed = try await XMLSec1().sign(
            SignatureTemplate().textInDefaultNamespace, privateKeyPEM: key.privateKeyPEM)
        #expect(String(decoding: signed, as: UTF8.self).contains("<SignatureValue>"))
        #expect(try SignedElement.verify(document: signed, trusting: [key.trusted]).key == key.trusted)
    }

    @Test func `accepts line breaks in Base64`() async throws {
        let key = try TestKey.rsa.get()
        let signed = try await XMLSec1().sign(SignatureTemplate().text, privateKeyPEM: key.privateKeyPEM)
        let root = try XMLParser.parse(signed, limits: .message)
        let value = root.element(SignatureShape.signature)?.element(XMLName(.xmlSignature, "SignatureValue"))?.text
        #expect(value?.contains("\n") == true)
        #expect(try SignedElement.verify(document: signed, trusting: [key.trusted]).key == key.trusted)
    }

    @Test func `accepts InclusiveNamespaces and digests the added declarations`() async throws {
        let inclusive = "<ec:InclusiveNamespaces xmlns:ec='\(SignatureTemplate.exclusive)' PrefixList='saml xs'/>"
        let verified = try await verify(
            SignatureTemplate(
                canonicalization: "<ds:CanonicalizationMethod Algorithm='\(SignatureTemplate.exclusive)'>\(inclusive)"
                    + "</ds:CanonicalizationMethod>",
                transforms: SignatureTemplate.transform(SignatureTemplate.enveloped)
                    + SignatureTemplate.transform(SignatureTemplate.exclusive, inclusive)))
        let start = "<samlp:AuthnRequest xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" xmlns:samlp="
        #expect(verified.bytes.starts(with: start.utf8))
    }

    @Test func `finds the key among several`() async throws {
        let key = try TestKey.rsa.get()
        let signed = try await XMLSec1().sign(SignatureTemplate().text, privateKeyPEM: key.privateKeyPEM)
        let keys = try [TestKey.p256.get().trusted, TestKey.foreign.get().trusted, key.trusted]
        #expect(try SignedElement.verify(document: signed, trusting: keys).key == key.trusted)
        let longer = try await OpenSSLKey.made(["-newkey", "rsa:3072"]).signing.certificateDER
        #expect(
            try SignedElement.verify(
                document: signed, trusting: [TrustedKey(certificateDER: longer), key.trusted]
            ).key == key.trusted)
        #expect(throws: SignatureFailure.mismatch) {
            try SignedElement.verify(document: signed, trusting: [TestKey.foreign.get().trusted])
        }
        #expect(throws: SignatureFailure.noKey) {
            try SignedElement.verify(document: signed, trusting: [TestKey.p256.get().trusted])
        }
        #expect(throws: SignatureFailure.noKey) { try SignedElement.verify(document: signed, trusting: []) }
    }

    @Test(arguments: ForeignSignature.refused) func `refuses a valid signature of another shape`(
        _ vector: ForeignSignature
    ) async throws {
        await #expect(throws: vector.failure) { try await verify(vector.template) }
    }

    @Test func `refuses HMAC keyed with the public certificate`() async throws {
        let key = try TestKey.rsa.get()
        for method in [
            "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        ] {
            let template = SignatureTemplate(signatureMethod: method)
            let signed = try await XMLSec1().sign(template.text, hmacKey: key.signing.certificateDER)
            #expect(throws: SignatureFailure.algorithm(method)) {
                try SignedElement.verify(document: signed, trusting: [key.trusted])
            }
        }
    }
}

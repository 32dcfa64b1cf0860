import Foundation
import Octets
import TestFederation
import Testing
import XML

@testable import XMLSecurity

/// Verifies a signed document that each test changes in one place.
@Suite struct SignedElementTests {
    private let key: TestKey
    private let signed: String

    init() throws {
        key = try TestKey.rsa.get()
        signed = String(decoding: try ElementSigner(key: key.signing).sign(Sample.request()).bytes, as: UTF8.self)
    }

    private func verify(_ document: String, _ limits: XMLLimits = .message) throws(SignatureFailure) -> SignedElement {
        try SignedElement.verify(document: Array(document.utf8), trusting: [key.trusted], limits: limits)
    }

    private func changed(_ from: String, _ to: String) throws -> String {
        try #require(signed.contains(from))
        return signed.replacing(from, with: to)
    }

    @Test func `returns the digested octets and the element read from them`() throws {
        let verified = try verify(signed)
        #expect(verified.bytes == (try XMLWriter.canonical(Sample.request())).bytes)
        #expect(verified.element == (try XMLParser.parse(verified.bytes, limits: .message)))
        #expect(verified.key == key.trusted)
    }

    @Test func `returns nothing that the digest leaves out`() throws {
        // Only text inside the Signature can change without breaking the signature.
        let document = try changed("</ds:KeyInfo>", "<ds:KeyName>mallory</ds:KeyName></ds:KeyInfo>")
        let verified = try verify(document)
        #expect(!String(decoding: verified.bytes, as: UTF8.self).contains("mallory"))
        #expect(!SignedElement.signaturePresent(in: verified.element))
    }

    @Test func `refuses a third child of Signature other than KeyInfo, although it is not signed`() throws {
        let document = try changed("<ds:KeyInfo>", "<ds:Object>").replacing("</ds:KeyInfo>", with: "</ds:Object>")
        let words = "Signature must hold SignedInfo, SignatureValue and at most a KeyInfo"
        #expect(throws: SignatureFailure.malformed(words)) { try verify(document) }
    }

    @Test func `refuses a first child of SignedInfo other than CanonicalizationMethod`() throws {
        let document = try changed("ds:CanonicalizationMethod", "ds:Canonicalization")
        let words = "SignedInfo must hold CanonicalizationMethod, SignatureMethod and one Reference"
        #expect(throws: SignatureFailure.malformed(words)) { try verify(document) }
    }

    private static let enveloped = "<ds:Transform Algorithm=\"\(SignatureShape.envelopedTransform)\"></ds:Transform>"
    private static let exclusive =
        "<ds:Transform Algorithm=\"\(SignatureShape.exclusiveCanonicalization)\"></ds:Transform>"
    private static let inclusive =
        "<ec:InclusiveNamespaces xmlns:ec=\"\(SignatureShape.exclusiveCanonicalization)\" PrefixList=\"xs\"/>"
    private static let transforms = "the transforms must be enveloped-signature, then exclusive canonicalisation"

    /// Expects this rule to refuse. The signature would be invalid as well.
    @Test(arguments: [
        (
            "</ds:DigestValue>", "</ds:DigestValue><ds:More/>",
            SignatureFailure.malformed("Reference must hold Transforms, DigestMethod and DigestValue")
        ),
        ("</ds:DigestMethod>", "<ds:More/></ds:DigestMethod>", .algorithm(DigestAlgorithm.sha256.rawValue)),
        ("</ds:DigestMethod>", "more</ds:DigestMethod>", .algorithm(DigestAlgorithm.sha256.rawValue)),
        (enveloped, enveloped.replacing("></", with: "><ds:More/></"), .malformed(transforms)),
        (enveloped + exclusive, exclusive + enveloped, .malformed(transforms)),
        (enveloped + exclusive, enveloped + exclusive + exclusive, .malformed(transforms)),
        (
            exclusive, exclusive.replacing("></", with: ">" + inclusive + inclusive + "</"),
            .malformed("exclusive canonicalisation takes nothing but InclusiveNamespaces")
        ),
        (
            exclusive, exclusive.replacing("></", with: "><ds:More/></"),
            .malformed("exclusive canonicalisation takes nothing but InclusiveNamespaces")
        ),
        (
            exclusive,
            exclusive.replacing(
                "></", with: ">" + inclusive.replacing("/>", with: ">x</ec:InclusiveNamespaces>") + "</"),
            .malformed("exclusive canonicalisation takes nothing but InclusiveNamespaces")
        ),
    ])
    func `refuses another shape of the Reference`(_ from: String, _ to: String, _ failure: SignatureFailure) throws {
        let document = try changed(from, to)
        #expect(throws: failure) { try verify(document) }
    }

    @Test func `refuses a comment that would cut a value`() throws {
        let document = try changed("alicia", "alicia<!-- -->.mallory")
        #expect(throws: SignatureFailure.document(.comment(line: 1))) { try verify(document) }
        #expect(throws: SignatureFailure.mismatch) { try verify(document, .metadata) }
        // Canonicalisation drops comments, so the signature stays valid. The value must not be cut.
        let verified = try verify(try changed("alicia", "ali<!-- -->cia"), .metadata)
        let subject = verified.element.element(XMLName(Sample.assertionNamespace, "Subject"))
        #expect(subject?.element(Sample.nameID)?.children == [.text("alicia")])
    }

    @Test func `refuses a document type and its entities`() throws {
        #expect(throws: SignatureFailure.document(.documentType(line: 1))) {
            try verify("<!DOCTYPE a [<!ENTITY e 'alicia'>]>" + changed("alicia", "&e;"))
        }
        #expect(throws: SignatureFailure.document(.documentType(line: 1))) {
            try verify("<!DOCTYPE a [<!ATTLIST samlp:AuthnRequest ID ID #REQUIRED>]>" + signed)
        }
        #expect(throws: SignatureFailure.document(.processingInstruction(line: 1))) {
            try verify(changed("alicia", "alicia<?x?>"))
        }
    }

    @Test func `accepts another serialisation of the same content`() throws {
        let document = try changed("alicia", "<![CDATA[ali]]>c&#105;&#x61;").replacing(
            "Version=\"2.0\"", with: "\n Version='&#50;.0' ")
        #expect(try verify("<?xml version='1.0'?>\n" + document).bytes == verify(signed).bytes)
    }

    @Test func `refuses a changed character anywhere in the signed content`() throws {
        for (from, to) in [("alicia", "alicib"), ("\"2.0\"", "\"2.1\""), ("https://issuer", "http://issuer")] {
            #expect(throws: SignatureFailure.mismatch) { try verify(changed(from, to)) }
        }
    }

    @Test func `refuses a signature by another key, even if KeyInfo has the trusted certificate`() throws {
        let foreign = try TestKey.foreign.get()
        let document = try ElementSigner(key: foreign.signing).sign(Sample.request())
        #expect(throws: SignatureFailure.mismatch) {
            try SignedElement.verify(document: document.bytes, trusting: [key.trusted])
        }
        let disguised = String(decoding: document.bytes, as: UTF8.self).replacing(
            String(decoding: Base64.encode(foreign.signing.certificateDER), as: UTF8.self),
            with: String(decoding: Base64.encode(key.signing.certificateDER), as: UTF8.self))
        #expect(throws: SignatureFailure.mismatch) { try verify(disguised) }
    }

    @Test func `refuses the signature of another element of the same key`() throws {
        let other = try ElementSigner(key: key.signing).sign(Sample.request().with(issuer: "https://other.example/"))
        let tree = try XMLParser.parse(other.bytes, limits: .message)
        let signature = try #require(tree.element(SignatureShape.signature))
        let victim = try XMLParser.parse(Array(signed.utf8), limits: .message)
        let swapped = victim.replacing(SignatureShape.signature) { _ in signature }
        #expect(throws: SignatureFailure.mismatch) {
            try SignedElement.verify(document: XMLWriter.canonical(swapped).bytes, trusting: [key.trusted])
        }
    }

    @Test func `refuses "none" and other algorithms that do not exist`() throws {
        for method in [
            "none", "", "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256",
            "http://www.w3.org/2009/xmldsig11#dsa-sha256",
        ] {
            #expect(throws: SignatureFailure.algorithm(method)) {
                try verify(changed(SignatureAlgorithm.rsaSHA256.rawValue, method))
            }
            #expect(throws: SignatureFailure.algorithm(method)) {
                try verify(changed(DigestAlgorithm.sha256.rawValue, method))
            }
        }
    }

    @Test func `refuses an RSA signature labelled as ECDSA`() throws {
        let document = try changed(SignatureAlgorithm.rsaSHA256.rawValue, SignatureAlgorithm.ecdsaSHA256.rawValue)
        #expect(throws: SignatureFailure.noKey) { try verify(document) }
        #expect(throws: SignatureFailure.mismatch) {
            try SignedElement.verify(
                document: Array(document.utf8), trusting: [key.trusted, TestKey.p256.get().trusted])
        }
        #expect(throws: SignatureFailure.mismatch) {
            try verify(changed(SignatureAlgorithm.rsaSHA256.rawValue, SignatureAlgorithm.rsaSHA512.rawValue))
        }
    }

    @Test func `reads Base64 with white space and nothing else`() throws {
        let marker = "<ds:SignatureValue>"
        #expect(try verify(changed(marker, marker + "\n\t ")).key == key.trusted)
        for junk in ["%", "=", "-", "é", "<x/>"] {
            #expect(throws: SignatureFailure.malformed("SignatureValue must be Base64")) {
                try verify(changed(marker, marker + junk))
            }
        }
        #expect(throws: SignatureFailure.malformed("DigestValue must be Base64")) {
            try verify(changed("<ds:DigestValue>", "<ds:DigestValue>="))
        }
    }

    @Test func `reads a signature of 1 to 4,096 characters`() throws {
        let start = try #require(signed.range(of: "<ds:SignatureValue>")?.upperBound)
        let end = try #require(signed.range(of: "</ds:SignatureValue>")?.lowerBound)
        let value = String(signed[start..<end])
        func document(_ value: String) -> String { signed.replacingCharacters(in: start..<end, with: value) }
        let longest = value + String(repeating: "\n", count: 4_096 - value.utf8.count)
        #expect(try verify(document(longest)).key == key.trusted)
        for refused in ["", "\n", longest + "\n"] {
            #expect(throws: SignatureFailure.malformed("SignatureValue must be Base64")) {
                try verify(document(refused))
            }
        }
    }

    @Test func `refuses content that the schema of a signature does not allow`() throws {
        let fragments = [
            ("<ds:SignedInfo>", "<ds:SignedInfo><ds:Reference URI=\"\"></ds:Reference>"),
            ("<ds:DigestMethod ", "<ds:Extra/><ds:DigestMethod "),
            ("</ds:SignatureMethod>", "<ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>"),
            (" URI=\"#_original\"", " URI=\"#_original\" Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\""),
            ("<ds:Transforms>", "<ds:Transforms><ds:Other/>"),
        ]
        for (from, to) in fragments {
            let failure = #expect(throws: SignatureFailure.self) { try verify(changed(from, to)) }
            guard case .malformed = failure else {
                Issue.record("\(to) was refused as \(String(describing: failure))")
                continue
            }
        }
    }

    @Test func `refuses a reference that is not exactly the element's ID`() throws {
        for uri in [
            "#_other", "_original", "#_ORIGINAL", "# _original", "", "#", "#xpointer(id('_original'))",
            "file:///etc/hostname",
        ] {
            #expect(throws: SignatureFailure.reference(uri)) {
                try verify(changed("URI=\"#_original\"", "URI=\"\(uri)\""))
            }
        }
        #expect(throws: SignatureFailure.reference("")) { try verify(changed(" URI=\"#_original\"", "")) }
    }

    @Test func `distinguishes IDs that Unicode considers equivalent`() throws {
        let document = try ElementSigner(key: key.signing).sign(Sample.request(id: "_K"))
        let changed = String(decoding: document.bytes, as: UTF8.self).replacing(" ID=\"_K\"", with: " ID=\"_\u{212A}\"")
        #expect(throws: SignatureFailure.reference("#_K")) { try verify(changed) }
    }

    @Test(arguments: ["1", "a b", "a:b", ""]) func `refuses an ID that is not an NCName`(_ id: String) throws {
        let document = try changed("_original", id)
        #expect(throws: SignatureFailure.malformed("an ID must be an NCName")) { try verify(document) }
    }

    @Test func `detects whether there is a signature`() throws {
        let root = try XMLParser.parse(Array(signed.utf8), limits: .message)
        #expect(SignedElement.isSigned(root))
        #expect(SignedElement.signaturePresent(in: root))
        let response = Sample.response(.element(root))
        #expect(!SignedElement.isSigned(response))
        #expect(SignedElement.signaturePresent(in: response))
        #expect(!SignedElement.signaturePresent(in: Sample.request()))
        #expect(throws: SignatureFailure.absent) {
            try SignedElement.verify(document: XMLWriter.canonical(Sample.request()).bytes, trusting: [key.trusted])
        }
    }

    @Test func `verifies on many threads at once, with one key`() async throws {
        let document = Array(signed.utf8)
        let trusted = key.trusted
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<64 {
                group.addTask { try SignedElement.verify(document: document, trusting: [trusted]).bytes.count }
            }
            for try await count in group { #expect(count > 300) }
        }
    }
}

extension XMLElement {
    fileprivate func with(issuer: String) -> XMLElement {
        replacingText(of: Sample.issuer.name, with: issuer)
    }
}

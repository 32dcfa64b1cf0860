import TestFederation
import Testing
import XML

@testable import XMLSecurity

@Suite struct ElementSignerTests {
    private let keys: [TestKey]

    init() throws { keys = [try TestKey.rsa.get(), try TestKey.p256.get()] }

    @Test func `xmlsec1 accepts a signed element and refuses it when changed`() async throws {
        for key in keys {
            let signer = ElementSigner(key: key.signing)
            let response = try signer.sign(Sample.response(.rendered(signer.sign(Sample.assertion()))))
            let judge = try XMLSec1()
            for path in ["/*/*[local-name()='Signature']", "//*[local-name()='Assertion']/*[local-name()='Signature']"]
            {
                let (holds, output) = try await judge.verify(
                    response.bytes, certificatePEM: key.certificatePEM, nodeXPath: path)
                #expect(holds, "\(output)")
                let changed = String(decoding: response.bytes, as: UTF8.self).replacing("alicia", with: "mallory")
                #expect(
                    try await !judge.verify(Array(changed.utf8), certificatePEM: key.certificatePEM, nodeXPath: path)
                        .holds)
            }
        }
    }

    @Test func `the octets are canonical, signature included`() throws {
        for key in keys {
            let signer = ElementSigner(key: key.signing)
            let bytes = try signer.sign(Sample.response(.rendered(signer.sign(Sample.assertion())))).bytes
            let parsed = try XMLParser.parse(bytes, limits: .message)
            #expect(try XMLWriter.canonical(parsed.declaringSchemaTypes).bytes == bytes)
        }
    }

    @Test func `puts the signature after the Issuer, or first`() throws {
        let signer = ElementSigner(key: keys[1].signing)
        func names(_ element: XMLElement) throws -> [String] {
            try XMLParser.parse(signer.sign(element).bytes, limits: .message).elements.map(\.name.localName)
        }
        #expect(try names(Sample.request()) == ["Issuer", "Signature", "Subject"])
        #expect(try names(Sample.request().without(Sample.issuer.name)) == ["Signature", "Subject"])
        #expect(try names(XMLElement("a", attributes: [XMLAttribute("ID", "_1")])) == ["Signature"])
    }

    @Test func `lists the prefixes that only values need as inclusive`() throws {
        let signer = ElementSigner(key: keys[1].signing)
        let assertion = try signer.sign(Sample.assertion())
        let list = "<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xs\">"
        #expect(String(decoding: assertion.bytes, as: UTF8.self).contains(list))
        let response = try signer.sign(Sample.response(.rendered(assertion)))
        #expect(String(decoding: response.bytes, as: UTF8.self).split(separator: list).count == 3)
        #expect(!String(decoding: try signer.sign(Sample.request()).bytes, as: UTF8.self).contains("Inclusive"))
    }

    @Test func `writes one reference, to the root, with two transforms, and nothing else`() throws {
        for key in keys {
            let signer = ElementSigner(key: key.signing)
            for element in [Sample.request(), Sample.response(.element(Sample.assertion())), Sample.assertion()] {
                let root = try XMLParser.parse(signer.sign(element).bytes, limits: .message)
                let signature = try #require(root.elements.first { $0.name.localName == "Signature" })
                func children(_ path: String...) -> [XMLElement] {
                    path.reduce([signature]) { found, name in
                        found.flatMap(\.elements).filter { $0.name.localName == name }
                    }
                }
                #expect(
                    signature.elements.map(\.name.localName).filter { $0 != "KeyInfo" } == [
                        "SignedInfo", "SignatureValue",
                    ])
                let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
                #expect(
                    children("SignedInfo", "CanonicalizationMethod").map { $0.attribute("Algorithm") } == [exclusive])
                let references = children("SignedInfo", "Reference")
                #expect(references.map { $0.attribute("URI") } == [root.attribute("ID").map { "#" + $0 }])
                #expect(
                    children("SignedInfo", "Reference", "Transforms", "Transform").map { $0.attribute("Algorithm") }
                        == ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", exclusive])
            }
        }
    }

    @Test func `refuses an element without an ID or with the prefix ds`() throws {
        let signer = ElementSigner(key: keys[1].signing)
        #expect(throws: SigningError.noID) { try signer.sign(XMLElement("a")) }
        #expect(throws: SigningError.noID) {
            try signer.sign(XMLElement("a", attributes: [XMLAttribute("ID", "_1\" URI=\"")]))
        }
        #expect(throws: SigningError.prefixTaken) {
            try signer.sign(XMLElement("a", attributes: [XMLAttribute("ID", "_1")], declaring: [.xmlSignature]))
        }
        #expect(throws: XMLWritingError.character(0)) {
            try signer.sign(XMLElement("a", attributes: [XMLAttribute("ID", "_1")], [.text("\0")]))
        }
    }
}

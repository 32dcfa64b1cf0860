import Foundation
import XML

@testable import XMLSecurity

/// A key with its certificate in all formats that the tests need.
struct TestKey: Sendable {
    let privateKeyPEM: String
    let certificatePEM: String
    let signing: SigningKey
    let trusted: TrustedKey

    init(_ kind: SigningKey.Generation) throws {
        (privateKeyPEM, certificatePEM) = try SigningKey.generate(
            kind, commonName: "Aldaba tests", validFrom: Date(timeIntervalSince1970: 1_700_000_000), days: 3_650)
        signing = try SigningKey(privateKeyPEM: privateKeyPEM, certificatePEM: certificatePEM)
        trusted = try TrustedKey(certificateDER: signing.certificateDER)
    }

    /// Generated once for all tests.
    static let rsa = Result { try TestKey(.rsa(bits: 2048)) }
    static let p256 = Result { try TestKey(.p256) }
    static let foreign = Result { try TestKey(.rsa(bits: 2048)) }
}

/// Messages of SAML's shape, sufficient for signatures.
enum Sample {
    static let protocolNamespace = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:protocol", prefix: "samlp")
    static let assertionNamespace = XMLNamespace(uri: "urn:oasis:names:tc:SAML:2.0:assertion", prefix: "saml")
    static let assertionName = XMLName(assertionNamespace, "Assertion")
    static let nameID = XMLName(assertionNamespace, "NameID")
    static let issuer = XMLElement(XMLName(assertionNamespace, "Issuer"), [.text("https://issuer.example/")])

    static func request(id: String = "_original") -> XMLElement {
        XMLElement(
            XMLName(protocolNamespace, "AuthnRequest"),
            attributes: [XMLAttribute("Version", "2.0"), XMLAttribute("ID", id)],
            [
                .element(issuer),
                .element(
                    XMLElement(
                        XMLName(assertionNamespace, "Subject"), [.element(XMLElement(nameID, [.text("alicia")]))])),
            ])
    }

    static func assertion(id: String = "_original") -> XMLElement {
        let type = XMLName(XMLNamespace(uri: "http://www.w3.org/2001/XMLSchema-instance", prefix: "xsi"), "type")
        return XMLElement(
            assertionName, attributes: [XMLAttribute("ID", id), XMLAttribute("Version", "2.0")],
            [
                .element(issuer),
                .element(
                    XMLElement(
                        XMLName(assertionNamespace, "Subject"), [.element(XMLElement(nameID, [.text("alicia")]))])),
                .element(
                    XMLElement(
                        XMLName(assertionNamespace, "AttributeValue"),
                        attributes: [XMLAttribute(type, "xs:string")],
                        declaring: [XMLNamespace(uri: "http://www.w3.org/2001/XMLSchema", prefix: "xs")],
                        [.text("Ñandú & <más>\r\n")])),
            ])
    }

    static func response(_ assertion: XMLNode) -> XMLElement {
        XMLElement(
            XMLName(protocolNamespace, "Response"),
            attributes: [XMLAttribute("ID", "_response"), XMLAttribute("Version", "2.0")],
            [.element(issuer), .element(XMLElement(XMLName(protocolNamespace, "Status"))), assertion])
    }
}

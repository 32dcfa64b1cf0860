import Certificates
import Citizens
import Foundation
import SAML
import TestFederation
import XML
import XMLSecurity

extension Surface {
    /// Passes one input to the surface, and checks the properties that are true for every input.
    func test(_ bytes: [UInt8]) {
        switch self {
        case .xml: testXML(bytes)
        case .post:
            testRequest { try PostBinding.receive(AuthnRequest.self, samlMessage: base64(bytes), relayState: nil) }
        case .redirect:
            testRequest {
                try RedirectBinding.receive(AuthnRequest.self, query: String(decoding: bytes, as: UTF8.self))
            }
        case .logout:
            testLogout {
                try RedirectBinding.receive(LogoutRequest.self, query: String(decoding: bytes, as: UTF8.self))
            }
        case .soap: testLogout { try SOAPBinding.receive(LogoutRequest.self, envelope: bytes) }
        case .metadata: _ = try? EntityDescriptor(decoding: bytes)
        case .certificate: _ = CitizenCertificate(der: bytes)
        case .typed: testTyped(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// A document that is written and read again is the same, and the writer stays within the predicted size.
    private func testXML(_ bytes: [UInt8]) {
        guard let document = try? XMLDocument(bytes, limits: .message),
            let written = try? XMLWriter.canonical(document.root)
        else { return }
        guard let cost = try? document.canonicalCost(at: []) else { fatalError("no cost of what was read") }
        precondition(cost.octets >= written.bytes.count, "a canonical form has more octets than were predicted")
        guard cost.isAcceptable(for: bytes.count) else { return }
        var wide = XMLLimits.metadata
        wide.maximumNamespaces = .max
        guard let again = try? XMLParser.parse(written.bytes, limits: wide),
            let rewritten = try? XMLWriter.canonical(again)
        else { fatalError("what was written cannot be read") }
        precondition(rewritten.bytes == written.bytes, "canonical text is not canonical")
    }

    /// Only the one request that the service signed is verified.
    private func testRequest(_ receive: () throws -> Received<AuthnRequest>) {
        guard let received = try? receive(),
            let verified = try? received.verified(trusting: [Self.office.key.trusted])
        else { return }
        let accepted = try? AuthnRequestRules.accept(
            .signed(verified), from: Self.office.descriptor, at: Self.location, now: Self.now)
        guard let accepted else { return }
        precondition(accepted.message == Self.request, "an unsigned request was accepted")
    }

    /// Only the one logout request that the service signed is verified.
    private func testLogout(_ receive: () throws -> Received<LogoutRequest>) {
        guard let received = try? receive(),
            let verified = try? received.verified(trusting: [Self.office.key.trusted])
        else { return }
        precondition(verified.message == Self.logoutRequest, "an unsigned logout request was accepted")
    }

    /// The written form of a value is read as the same value.
    private func testTyped(_ text: String) {
        if let identifier = try? NationalIdentifier(text) {
            precondition((try? NationalIdentifier(identifier.text)) == identifier)
        }
        for kind in ContrastDatum.Kind.allCases { _ = try? ContrastDatum(kind, typed: text) }
        _ = OwnCode(text)
        _ = OwnCode("AB12").flatMap { AccessCode(text, ownCode: $0) }
        _ = try? PhoneNumber(text)
        _ = EmailAddress(text)
    }

    private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

extension Surface {
    static let office = TestServiceProvider()
    static let location = "https://aldaba.example/saml/sso"
    static let now = Date(timeIntervalSince1970: 1_767_225_600)
    /// The one request that the office signs in a run.
    static let request = office.request(to: location, at: now)

    /// The one logout request that the office signs in a run.
    static let logoutRequest: LogoutRequest = {
        var draft = LogoutDraft(
            of: NameID("nombre", format: .persistent), from: office.entityID, to: location, at: now)
        draft.id = MessageID(rawValue: "_logout")
        draft.sessionIndexes = ["_index"]
        return draft.message
    }()

    /// Returns valid inputs.
    func seeds() throws -> [[UInt8]] {
        switch self {
        case .xml: try [XMLWriter.canonical(Self.request.xml).bytes, metadata()] + Self.costly("")
        case .post: try [signedRequest()] + Self.costly(String(decoding: signedRequest(), as: UTF8.self))
        case .redirect: [Array(try Self.office.query(Self.request, relayState: "estado").utf8)]
        case .logout:
            [
                Array(
                    try RedirectBinding.url(
                        sending: Self.logoutRequest, to: "", relayState: "estado", signedWith: Self.office.key.signing
                    ).dropFirst().utf8)
            ]
        case .soap:
            [try envelope()] + Self.costly(String(decoding: try envelope(), as: UTF8.self))
        case .metadata: try [metadata()]
        case .certificate: [Self.der(Self.office.key.certificatePEM)]
        case .typed:
            ["12345678Z", "Y1234567X", "01/01/2035", "AAA123456", "+34600000001", "ana@example.org"].map {
                Array($0.utf8)
            }
        }
    }

    private func envelope() throws -> [UInt8] {
        try SOAPBinding.envelope(sending: Self.logoutRequest, signedWith: Self.office.key.signing).bytes
    }

    /// Returns documents whose canonical form is large or slow: alone, and after the signature of a message.
    private static func costly(_ signed: String) -> [[UInt8]] {
        let declarations = (0..<16).map { "xmlns:p\($0)='urn:\($0)'" }.joined(separator: " ")
        let list = (0..<16).map { "p\($0)" }.joined(separator: " ")
        let shapes = [
            "<a xmlns:p='\(String(repeating: "u", count: 200))'>\(String(repeating: "<p:b/>", count: 20))</a>",
            "<a \(declarations)><b xmlns:p0='urn:x'><p0:c p1:d=''/><c xmlns='urn:y'><d xmlns=''/></c></b></a>",
            "<a \(declarations)><ec:InclusiveNamespaces xmlns:ec='http://www.w3.org/2001/10/xml-exc-c14n#' "
                + "PrefixList='\(list) #default'/></a>",
            "<a><![CDATA[\(String(repeating: "&>", count: 50))]]></a>",
        ]
        return shapes.map { shape in
            guard !signed.isEmpty else { return Array(shape.utf8) }
            return Array(signed.replacing("</ds:Signature>", with: "</ds:Signature>" + shape).utf8)
        }
    }

    private func metadata() throws -> [UInt8] { try XMLWriter.canonical(Self.office.descriptor.xml).bytes }

    private func signedRequest() throws -> [UInt8] {
        Array(Data(base64Encoded: try Self.office.samlRequest(Self.request)) ?? Data())
    }

    private static func der(_ pem: String) -> [UInt8] {
        let lines = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return Array(Data(base64Encoded: lines.joined()) ?? Data())
    }
}

import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

@Suite struct SOAPBindingTests {
    static let soap = "http://schemas.xmlsoap.org/soap/envelope/"
    static let key = LogoutRulesTests.service.key

    static func signed() throws -> String {
        let form = try PostBinding.form(
            sending: LogoutRulesTests.draft().message, to: "", signedWith: key.signing)
        return String(decoding: try #require(Data(base64Encoded: form.fields[0].value)), as: UTF8.self)
    }

    func failure(_ document: String) -> BindingFailure? {
        do throws(BindingFailure) {
            _ = try SOAPBinding.receive(LogoutRequest.self, envelope: Array(document.utf8))
            return nil
        } catch {
            return error
        }
    }

    func envelope(_ content: String) -> String {
        "<S:Envelope xmlns:S=\"\(Self.soap)\">\(content)</S:Envelope>"
    }

    func isEnvelope(_ failure: BindingFailure?) -> Bool { if case .envelope = failure { true } else { false } }

    @Test func `reads other prefixes, a header that may be ignored, and white space`() throws {
        let document = envelope(
            "<S:Header><x:h xmlns:x=\"urn:x\" S:mustUnderstand=\"0\"/></S:Header>\n"
                + "<S:Body>\n\(try Self.signed())\n</S:Body>\n")
        let received = try SOAPBinding.receive(LogoutRequest.self, envelope: Array(document.utf8))
        #expect(received.binding == .soap)
        #expect(try received.verified(trusting: [Self.key.trusted]).signer == LogoutRulesTests.service.entityID)
    }

    @Test(arguments: ["1", "true"])
    func `refuses a header that must be understood`(_ value: String) throws {
        let document = envelope(
            "<S:Header><x:h xmlns:x=\"urn:x\" S:mustUnderstand=\"\(value)\"/></S:Header><S:Body>\(try Self.signed())</S:Body>"
        )
        #expect(failure(document) == .header("x:h"))
    }

    @Test func `refuses anything but one message in one Body`() throws {
        let message = try Self.signed()
        for content in [
            "", "<S:Body/>", "<S:Body>\(message)<x/></S:Body>", "<S:Body><x/>\(message)</S:Body>",
            "<S:Body>\(message)</S:Body><S:Body>\(message)</S:Body>", "<S:Body>\(message)</S:Body><x/>",
            "<S:Body>\(message)</S:Body><S:Header/>", "<S:Body>text\(message)</S:Body>",
            "<S:Header/><S:Header/><S:Body>\(message)</S:Body>", message,
        ] {
            #expect(isEnvelope(failure(envelope(content))), "\(content)")
        }
        #expect(isEnvelope(failure(message)))
        #expect(
            isEnvelope(
                failure(
                    envelope("<S:Body>\(message)</S:Body>")
                        .replacing(Self.soap, with: "http://www.w3.org/2003/05/soap-envelope"))))
    }

    @Test func `refuses another message, a document type and an envelope that is too large`() throws {
        #expect(
            failure(envelope("<S:Body><x/></S:Body>")) == .root(expected: "samlp:LogoutRequest", received: "x"))
        #expect(failure("<!DOCTYPE a>" + envelope("")) == .document(.documentType(line: 1)))
        #expect(
            failure(envelope(String(repeating: " ", count: 131_072))) == .tooLarge(maximumBytes: 131_072))
    }

    @Test func `refuses a forged message whose signed original is moved aside in the envelope`() throws {
        let message = try Self.signed()
        let forged = message.replacing("_n<", with: "_victim<")
        #expect(forged != message)
        let aside = envelope("<S:Header>\(message)</S:Header><S:Body>\(forged)</S:Body>")
        let received = try SOAPBinding.receive(LogoutRequest.self, envelope: Array(aside.utf8))
        #expect(throws: VerificationFailure.self) { try received.verified(trusting: [Self.key.trusted]) }
        let unsigned = try XMLWriter.canonical(
            LogoutRulesTests.draft { $0.principal = .named(NameID("v")) }.message.xml)
        let bare = envelope(
            "<S:Header>\(message)</S:Header><S:Body>\(String(decoding: unsigned.bytes, as: UTF8.self))</S:Body>")
        #expect(throws: VerificationFailure.signature(.absent)) {
            try SOAPBinding.receive(LogoutRequest.self, envelope: Array(bare.utf8))
                .verified(trusting: [Self.key.trusted])
        }
    }

    @Test func `a fault has the code of the party that caused it`() throws {
        let fault = try SOAPBinding.fault(.client, "no <message>")
        let schema = try Judge.schema(fault.bytes)
        #expect(schema.isContent, "\(schema.words)")
        let text = String(decoding: fault.bytes, as: UTF8.self)
        #expect(text.contains("<faultcode>soap:Client</faultcode><faultstring>no &lt;message&gt;</faultstring>"))
    }
}

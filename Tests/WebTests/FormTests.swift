import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

/// Tests the reading of form bodies: each field once, as text, and a limited number of fields.
struct FormTests {
    @Test func `reads names and values as a browser writes them`() throws {
        let form = try Form("document=12345678Z&name=Ana+Espa%C3%B1ola&empty=&alone")
        #expect(form["document"] == "12345678Z")
        #expect(form["name"] == "Ana Española")
        #expect(form["empty"] == "" && form["alone"] == "")
        #expect(form["absent"] == nil && form.text("absent").isEmpty)
    }

    @Test(arguments: ["a=1&a=2", "a=1&%61=2", "a&a"])
    func `refuses a repeated field in each encoding`(_ text: String) {
        #expect(throws: Form.Failure.repeated("a")) { try Form(text) }
    }

    @Test(arguments: ["a=%00", "%00=a", "a=%ff", "a=%", "a=%4", "a=%zz"])
    func `refuses NUL, malformed UTF-8 and malformed percent-encoding`(_ text: String) {
        #expect(throws: Form.Failure.unreadable) { try Form(text) }
    }

    @Test func `accepts at most forty fields`() throws {
        func fields(_ count: Int) -> String { (0..<count).map { "f\($0)=x" }.joined(separator: "&") }
        #expect(try Form(fields(40))["f39"] == "x")
        #expect(throws: Form.Failure.tooManyFields) { try Form(fields(41)) }
    }

    @Test(arguments: ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
    func `refuses bodies of other types`(_ type: String) async throws {
        var head = HTTPRequest(method: .post, scheme: "https", authority: "aldaba.example", path: "/")
        if !type.isEmpty { head.headerFields[.contentType] = type }
        let request = Request(head: head, body: .init(buffer: ByteBuffer(string: "a=1")))
        await #expect(throws: HTTPError.self) { try await FormBody.read(request, upTo: 100) }
    }
}

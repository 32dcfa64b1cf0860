import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Web

/// What a browser sent in a form: each field once, as text, and not too many of them.
struct FormTests {
    @Test func `reads names and values as a browser writes them`() throws {
        let form = try Form("document=12345678Z&name=Ana+Espa%C3%B1ola&empty=&alone")
        #expect(form["document"] == "12345678Z")
        #expect(form["name"] == "Ana Española")
        #expect(form["empty"] == "" && form["alone"] == "")
        #expect(form["absent"] == nil && form.text("absent").isEmpty)
    }

    @Test(arguments: ["a=1&a=2", "a=1&%61=2", "a&a"])
    func `refuses a field that is there twice, in whatever spelling`(_ text: String) {
        #expect(throws: Form.Failure.repeated("a")) { try Form(text) }
    }

    @Test(arguments: ["a=%00", "%00=a", "a=%ff", "a=%", "a=%4", "a=%zz"])
    func `refuses NUL, what is not UTF-8, and a percent sign that encodes nothing`(_ text: String) {
        #expect(throws: Form.Failure.unreadable) { try Form(text) }
    }

    @Test func `takes forty fields and not one more`() throws {
        func fields(_ count: Int) -> String { (0..<count).map { "f\($0)=x" }.joined(separator: "&") }
        #expect(try Form(fields(40))["f39"] == "x")
        #expect(throws: Form.Failure.tooManyFields) { try Form(fields(41)) }
    }

    @Test(arguments: ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
    func `reads a body of no other type`(_ type: String) async throws {
        var head = HTTPRequest(method: .post, scheme: "https", authority: "aldaba.example", path: "/")
        if !type.isEmpty { head.headerFields[.contentType] = type }
        let request = Request(head: head, body: .init(buffer: ByteBuffer(string: "a=1")))
        await #expect(throws: HTTPError.self) { try await FormBody.read(request, upTo: 100) }
    }
}

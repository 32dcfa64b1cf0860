import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

@testable import ExampleServiceProvider

/// A browser of the office. Keeps cookies, and sends none with a form that a page of another site posts.
struct TestBrowser {
    /// A response.
    struct Page: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        var location: String { headers[.location] ?? "" }
        /// Returns the value of a query parameter of the redirect.
        func parameter(_ name: String) -> String? {
            URLComponents(string: location)?.queryItems?.first { $0.name == name }?.value
        }
    }

    let office: Office
    var cookies: [String: String] = [:]
    /// The Set-Cookie lines of the last page.
    var setCookies: [String] = []

    init(_ office: Office) {
        self.office = office
    }

    mutating func get(_ path: String) async throws -> Page {
        try await load(.get, path, body: "", sendsCookies: true)
    }

    /// Posts a form from a page of the office.
    mutating func post(_ path: String) async throws -> Page {
        try await load(.post, path, body: "", sendsCookies: true)
    }

    /// Posts a form from a page of another site, without cookies: all cookies here are SameSite=Lax.
    mutating func postFromElsewhere(_ path: String, _ fields: [(String, String)]) async throws -> Page {
        let body = fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        return try await load(.post, path, body: body, sendsCookies: false)
    }

    private mutating func load(
        _ method: HTTPRequest.Method, _ path: String, body: String, sendsCookies: Bool
    ) async throws -> Page {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1", path: path)
        if method == .post { head.headerFields[.contentType] = "application/x-www-form-urlencoded" }
        if sendsCookies, !cookies.isEmpty {
            head.headerFields[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test"))
        let response = try await office.router().buildResponder().respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))),
            context: BasicRequestContext(source: source))
        setCookies = response.headers[values: .setCookie]
        for line in setCookies { keep(line) }
        let collector = Collector()
        try await response.body.write(collector)
        return Page(status: response.status.code, headers: response.headers, text: await collector.text)
    }

    private mutating func keep(_ line: String) {
        let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        guard let pair = parts.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
            pair.count == 2
        else { return }
        cookies[String(pair[0])] = parts.contains("Max-Age=0") ? nil : String(pair[1])
    }

    private static func encoded(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }

    /// Collects the body of a response.
    private actor Body {
        var text = ""
        func append(_ more: String) { text += more }
    }

    private struct Collector: ResponseBodyWriter {
        private let body = Body()
        var text: String { get async { await body.text } }

        mutating func write(_ buffer: ByteBuffer) async throws { await body.append(String(buffer: buffer)) }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

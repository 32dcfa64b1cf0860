import Foundation
import Synchronization
import TestAgents
import Testing

/// A browser in one login. It uses a loopback port as the public origin.
struct LoginBrowser: Sendable {
    let origin: String
    let path: String
    private let jar: CookieJar
    private let agent = HTTPAgent()

    /// Sends a request by HTTP-Redirect.
    ///
    /// - Parameter jar: the cookies of the same browser in earlier logins.
    init(port: Int, query: String, jar: CookieJar = CookieJar()) async throws {
        self.jar = jar
        origin = "http://127.0.0.1:\(port)"
        let url = try #require(URL(string: "\(origin)/saml/sso?\(query)"))
        let begun = try await agent.send(HTTPRequest("GET", url, headers: jar.headers))
        jar.take(begun)
        path = try #require(begun.location?.path ?? Self.answeredLogin(begun))
    }

    /// The URL of a login that a session has answered at once. The answer is available there again.
    private static func answeredLogin(_ response: HTTPResponse) -> String? {
        guard response.status == 200 else { return nil }
        let name = /__Host-login-([^=]+)=/
        return response.headers.filter { $0.name == "Set-Cookie" }
            .compactMap { $0.value.prefixMatch(of: name) }.last.map { "/login/\($0.1)" }
    }

    /// Creates a browser in a login that has started at this URL.
    init(at location: URL, port: Int, jar: CookieJar) {
        self.jar = jar
        origin = "http://127.0.0.1:\(port)"
        path = location.path
    }

    /// Returns the same login in a browser with other cookies.
    func with(_ jar: CookieJar, port: Int) throws -> LoginBrowser {
        LoginBrowser(at: try #require(URL(string: origin + path)), port: port, jar: jar)
    }

    /// Requests the current page of the login, or the target of a redirect.
    func page(at location: URL? = nil) async throws -> HTTPResponse {
        let target = location.map { $0.path + ($0.query.map { "?\($0)" } ?? "") } ?? path
        let url = try #require(URL(string: origin + target))
        let response = try await agent.send(HTTPRequest("GET", url, headers: jar.headers))
        jar.take(response)
        return response
    }

    func submit(_ form: PageForm, _ typed: [String: String] = [:]) async throws -> HTTPResponse {
        var request = try form.request(with: typed)
        request.headers += jar.headers
        let response = try await agent.send(request)
        jar.take(response)
        return response
    }

    /// Submits a form and returns the page after the redirect.
    func follow(_ form: PageForm, _ typed: [String: String] = [:]) async throws -> HTTPResponse {
        let response = try await submit(form, typed)
        #expect(response.status == 303, "\(response.page.text)")
        return try await page(at: response.location)
    }

    /// Presses the button of a method.
    func choose(_ method: String) async throws -> HTTPResponse {
        try await follow(try #require(try await page().page.forms.first { $0["method"] == method }))
    }
}

/// The cookies of one browser. Secure cookies are sent too, because loopback is the substitute for the origin.
final class CookieJar: Sendable {
    private let pairs = Mutex<[String: String]>([:])

    /// Returns a copy of the cookies for another browser. Later changes in one do not change the other.
    func copy() -> CookieJar {
        let copy = CookieJar()
        let present = pairs.withLock { $0 }
        copy.pairs.withLock { $0 = present }
        return copy
    }

    var headers: [HTTPField] {
        let text = pairs.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
        return text.isEmpty ? [] : [HTTPField("Cookie", text.joined(separator: "; "))]
    }

    subscript(name: String) -> String? {
        get { pairs.withLock { $0[name] } }
        set { pairs.withLock { $0[name] = newValue } }
    }

    func take(_ response: HTTPResponse) {
        for field in response.headers(named: "Set-Cookie") {
            guard let pair = field.split(separator: ";").first,
                case let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
                halves.count == 2
            else { continue }
            let value = field.contains("Max-Age=0") ? nil : String(halves[1])
            self[String(halves[0])] = value
        }
    }
}

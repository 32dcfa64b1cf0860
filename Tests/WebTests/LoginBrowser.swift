import Foundation
import TestAgents
import Testing

/// A browser with one login, in Spanish: it speaks to a loopback port as if it were the public origin.
struct LoginBrowser: Sendable {
    let origin: String
    private let path: String
    private let cookie: HTTPField
    private let agent = HTTPAgent()

    init(port: Int, query: String) async throws {
        origin = "http://127.0.0.1:\(port)"
        let begun = try await agent.get("\(origin)/saml/sso?\(query)")
        path = try #require(begun.location).path
        let pair = try #require(begun.headers(named: "Set-Cookie").first?.split(separator: ";").first)
        cookie = HTTPField("Cookie", String(pair))
    }

    /// The page where the journey is, or that which a redirect leads to.
    func page(at location: URL? = nil) async throws -> HTTPResponse {
        let target = location.map { $0.path + ($0.query.map { "?\($0)" } ?? "") } ?? path
        return try await agent.send(HTTPRequest("GET", try #require(URL(string: origin + target)), headers: [cookie]))
    }

    func submit(_ form: PageForm, _ typed: [String: String] = [:]) async throws -> HTTPResponse {
        var request = try form.request(with: typed)
        request.headers.append(cookie)
        return try await agent.send(request)
    }
}

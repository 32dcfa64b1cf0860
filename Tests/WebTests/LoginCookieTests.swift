import Federation
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Secrets
import Testing

@testable import Web

/// Tests the attributes of the login cookie, and which cookie is read.
struct LoginCookieTests {
    private let login: LoginID
    private let other: LoginID

    init() throws {
        login = try #require(LoginID(rawValue: "AAAAAAAAAAAAAAAAAAAAAA"))
        other = try #require(LoginID(rawValue: "BBBBBBBBBBBBBBBBBBBBBB"))
    }

    private func request(cookies: [String]) -> Request {
        var head = HTTPRequest(method: .get, scheme: "https", authority: "aldaba.example", path: "/")
        head.headerFields[.cookie] = cookies.joined(separator: "; ")
        return Request(head: head, body: .init(buffer: ByteBuffer()))
    }

    @Test func `it has the __Host- prefix, Path, HttpOnly, Secure and SameSite=Lax`() {
        let handle = Handle(random: .system)
        let field = LoginCookie.setting(handle, for: login, lasting: .seconds(60))
        let parts = field.components(separatedBy: "; ")
        #expect(parts.first == "__Host-login-\(login.rawValue)=\(handle.text)")
        #expect(Set(parts.dropFirst()) == ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=60"])
    }

    @Test func `the cookie of another login is not read`() {
        let handle = Handle(random: .system)
        let sent = request(cookies: ["__Host-login-\(other.rawValue)=\(handle.text)"])
        #expect(LoginCookie.handle(of: login, in: sent) == nil)
        #expect(LoginCookie.handle(of: other, in: sent) == handle)
    }

    @Test func `a cookie without the prefix is not read, because another host of the domain can set it`() {
        let handle = Handle(random: .system)
        let sent = request(cookies: ["login-\(login.rawValue)=\(handle.text)"])
        #expect(LoginCookie.handle(of: login, in: sent) == nil)
    }

    /// Returns the name of the cookie of one of many logins.
    private func name(_ number: Int) -> String {
        let digits = String(number)
        return "__Host-login-" + String(repeating: "A", count: 22 - digits.count) + digits
    }

    private func clearing(_ name: String) -> String {
        "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    }

    @Test func `a ninth login in one browser replaces the oldest`() {
        let names = (0..<8).map(name)
        let seven = request(cookies: names.prefix(7).map { "\($0)=x" } + ["theme=dark"])
        #expect(LoginCookie.removingOldest(in: seven).isEmpty)
        let eight = LoginCookie.removingOldest(in: request(cookies: names.map { "\($0)=x" }))
        #expect(eight == [clearing(names[0])])
    }

    /// The bug: the response had a header of 90 octets for each of 4,000 cookies in a request of 60 kB.
    @Test func `a response clears at most sixteen cookies, all of them login cookies`() {
        let names = (0..<100).map(name)
        let many = LoginCookie.removingOldest(in: request(cookies: names.map { "\($0)=x" }))
        #expect(many == names.prefix(16).map(clearing))
        let strange = (0..<100).flatMap { ["__Host-login-\($0)=x", "\(name($0))\u{20}=x", "\(name($0))A=x"] }
        #expect(LoginCookie.removingOldest(in: request(cookies: strange)).isEmpty)
    }
}

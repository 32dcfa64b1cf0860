import Foundation
import TestAgents
import Testing

@Suite struct CookieTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func cookie(_ field: String, from address: String = "http://aldaba.localhost:8080/login/1") throws
        -> Cookie?
    {
        Cookie(field, from: try #require(URL(string: address)), at: Self.now)
    }

    @Test func `keeps the values of the field`() throws {
        let cookie = try #require(try cookie("__Host-session=v=1; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"))
        #expect(cookie.name == "__Host-session")
        #expect(cookie.value == "v=1")
        #expect(cookie.sameSite == .lax)
        #expect(cookie.expires == Self.now.addingTimeInterval(60))
    }

    @Test(arguments: [
        "__Host-a=1; Path=/login; Secure", "__Host-a=1; Path=/", "__Host-a=1; Path=/; Secure; Domain=aldaba.localhost",
        "__Secure-a=1; Path=/", "a=1; SameSite=None", "a=1; Domain=oficina.localhost",
    ])
    func `discards what a browser discards`(_ field: String) throws {
        #expect(try cookie(field) == nil)
    }

    @Test func `accepts no Secure cookie over http from another machine`() throws {
        #expect(try cookie("a=1; Secure", from: "http://aldaba.example/") == nil)
        #expect(try cookie("a=1; Secure", from: "https://aldaba.example/") != nil)
    }
}

@Suite struct OriginTests {
    @Test(arguments: [
        ("http://aldaba.localhost:8080", "http://oficina.localhost:8090", false),
        ("http://aldaba.localhost:8080", "http://aldaba.localhost:8090", true),
        ("https://certificado.aldaba.localhost:8443", "https://aldaba.localhost", true),
        ("https://certificado.aldaba.localhost:8443", "http://aldaba.localhost", false),
        ("http://127.0.0.1:1", "http://127.0.0.1:2", true),
        ("http://127.0.0.1:1", "http://127.1.0.1:2", false),
    ])
    func `recognizes origins of one site`(_ one: String, _ other: String, _ isSame: Bool) throws {
        let origins = try [one, other].map { Origin(try #require(URL(string: $0))) }
        #expect(origins[0].isSameSite(as: origins[1]) == isSame)
    }
}

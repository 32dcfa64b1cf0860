import Testing

@testable import SAML

struct AuthorityTests {
    @Test(
        arguments: [
            ("localhost", "localhost", nil), ("LocalHost:80", "localhost", 80), ("127.1:0", "127.0.0.1", 0),
            ("example.org.:65535", "example.org", 65_535), ("[::1]", "[::1]", nil),
            ("[2001:DB8::1]:8443", "[2001:db8::1]", 8443),
            ("[::ffff:10.0.0.1]:1", "10.0.0.1", 1), ("a:00080", "a", 80),
        ] as [(String, String, UInt16?)])
    func `reads a host and an optional port`(_ text: String, _ host: String, _ port: UInt16?) throws {
        let authority = try #require(Authority(text))
        #expect(authority.host.text == host)
        #expect(authority.port == port)
    }

    @Test(arguments: [
        "", ":", ":80", "a:", "a:+80", "a:-0", "a: 80", "a:80 ", "a:65536", "a:8x", "a:\u{668}\u{660}", "a:80:80",
        "::1", "::1:80", "[::1", "[::1:80", "[::1]80", "[::1]x:80", "[::1]:", "[::1]:80:90", "[[::1]]:80", "[]:80",
        "[a]:80", "[::1%lo]:80", "user@a:80", "user:80@a", "a/b:80",
        "a:80/", "a\\b", "ä:80", "a\u{301}:80", "a:\u{301}80",
    ])
    func `refuses other text`(_ text: String) {
        #expect(Authority(text) == nil)
    }

    @Test(
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1", 8080), ("Localhost:0", "Localhost", 0), ("[::1]:8443", "::1", 8443),
            ("::1:8443", "::1", 8443), (":::80", "::", 80), ("[fe80::1%eth0]:80", "fe80::1%eth0", 80),
        ] as [(String, String, UInt16)])
    func `reads the address of a listener`(_ text: String, _ host: String, _ port: UInt16) throws {
        let listener = try #require(Authority.listener(text))
        #expect(listener.host == host)
        #expect(listener.port == port)
    }

    @Test(arguments: [
        "", "a", ":80", "[::1]", "[]:80", "a:", "a:+80", "a:-0", "a:65536", "a:80/", "[::1:80", "[[::1]]:80",
        "[::1]x:80", "[::1]:80:90",
    ])
    func `refuses the address of a listener without a host or a valid port`(_ text: String) {
        #expect(Authority.listener(text) == nil)
    }
}

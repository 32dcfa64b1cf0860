import SAML
import Testing

/// The host of a URL, and whether it is this machine.
struct WebAddressTests {
    private static let loopback = [
        "localhost", "LOCALHOST", "localhost.", "a.localhost", "a.b.LocalHost.", "127.0.0.1", "127.0.0.1.", "127.1",
        "127.0.1", "127.255.255.254", "0x7f.1", "0X7F.0.0.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001",
        "127.0x0.0.01", "[::1]", "[0:0:0:0:0:0:0:1]", "[::0001]", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]",
        "[0:0:0:0:0:ffff:127.9.9.9]", "localhost.localdomain", "ip6-localhost",
    ]
    private static let elsewhere = [
        "localhost.example.org", "notlocalhost", "a.localhost.example", "128.0.0.1", "126.255.255.255", "127.example",
        "127.0.0.1.example", "1.127", "0x80.1", "[::2]", "[::ffff:128.0.0.1]", "[2001:db8::1]", "[1::1]",
        "xn--localhst-b7a.example", "0.0.0.0", "[::]", "[::127.0.0.1]", "example.org", "a_b.example", "10.0.0.1", "0xg",
    ]
    private static let nothing = [
        "", ".", "..", "a..b", ".a", "a b", "127.0.0.256", "127.0.0.0.1", "256.1", "0x1ffffffff", "4294967296", "08",
        "127.0.0.08", "1.2.3.4.5", "[::1", "::1]", "[::1%lo]", "[fe80::1%25eth0]", "[127.0.0.1]", "[]", "::1",
        "l\u{F6}calhost", "\u{FF11}27.0.0.1", "localhost\u{3002}", "local%68ost", "user@localhost", "localhost:80",
        "loc\u{AD}alhost", "lo\u{212A}alhost", "a\\b", "a/b", "-\n", String(repeating: "a", count: 64),
        Array(repeating: "abcdefghi", count: 26).joined(separator: "."),
    ]

    @Test(arguments: loopback) func `a host of this machine is recognized in each notation`(_ host: String) throws {
        #expect(try #require(WebHost(host)).isLoopback)
        for address in [
            "https://\(host)", "HTTP://\(host):8443/path?query#fragment", "https://\(host)?x", "https://\(host)#x",
        ] {
            #expect(try #require(WebAddress(address), "\(address)").host.isLoopback, "\(address)")
        }
    }

    @Test(arguments: elsewhere) func `a host of another machine`(_ host: String) throws {
        #expect(try !#require(WebHost(host)).isLoopback)
        #expect(try !#require(WebAddress("https://\(host)/")).host.isLoopback)
    }

    @Test(arguments: nothing) func `refuses a host that parsers could read differently`(_ host: String) {
        #expect(WebHost(host) == nil, "\(host)")
    }

    @Test(arguments: [
        "https://user@localhost/", "https://localhost@evil.example/", "https://evil.example\\@localhost/",
        "https://evil.example\\.localhost", "https://localhost:x/", "https://localhost:/", "https://localhost:65536",
        "https://localhost:+80", "https://[::1]x/", "https://[::1]x:80", "https:/localhost", "https:localhost",
        "//localhost", "ftp://localhost", "https://", "https:///x", "https://?x", "https://a b/", "https://a/\u{1}",
        "https://a/\n", " https://a", "javascript:alert(1)", "https://127.0.0.1%2f@evil.example",
        "https://ex\u{E4}mple.org",
        "https://a:80:80/", "\u{212A}https://a", "http\u{73}\u{301}://a",
    ])
    func `refuses a URL that parsers could read differently`(_ address: String) {
        #expect(WebAddress(address) == nil)
    }

    @Test func `two ways to write one host are one host`() throws {
        #expect(WebHost("127.1") == WebHost("127.0.0.1"))
        #expect(WebHost("[::ffff:10.0.0.1]") == WebHost("10.1"))
        #expect(WebHost("Example.ORG.") == WebHost("example.org"))
        #expect(WebHost("[2001:DB8:0::1]") == WebHost("[2001:db8::1]"))
        #expect(WebHost(ofSocket: "::1") == WebHost("[::1]"))
        #expect(WebHost(ofSocket: "127.1") == WebHost("127.0.0.1"))
        #expect(WebHost("a") != WebHost("b"))
    }

    @Test func `a socket takes an IPv6 address without brackets`() {
        #expect(WebHost("[2001:DB8::0:1]")?.text == "[2001:db8::1]")
        #expect(WebHost("[2001:DB8::0:1]")?.socketText == "2001:db8::1")
        #expect(WebHost("127.1")?.socketText == "127.0.0.1")
        #expect(WebHost("Example.ORG")?.socketText == "example.org")
    }

    @Test func `an origin is written as browsers compare it`() {
        #expect(WebAddress("HTTPS://Example.ORG/Path")?.origin == "https://example.org")
        #expect(WebAddress("http://127.1:08080/")?.origin == "http://127.0.0.1:8080")
        #expect(WebAddress("https://[2001:DB8::0:1]:443")?.origin == "https://[2001:db8::1]:443")
        #expect(WebAddress("https://a")?.isSecure == true)
        #expect(WebAddress("http://a")?.isSecure == false)
        #expect(WebHost("0.0.0.0")?.isUnspecified == true)
        #expect(WebHost("[::]")?.isUnspecified == true)
        #expect(WebHost("0")?.isUnspecified == true)
        #expect(WebHost("0.0.0.1")?.isUnspecified == false)
    }
}

import HTTPTypes
import Testing

@testable import Web

struct TrustedProxiesTests {
    private static func client(_ source: TrustedProxies.Source, _ lines: [String]) throws -> String? {
        let proxies = TrustedProxies(
            try ["127.0.0.1", "10.1.0.0/16", "2001:db8:1::/48"].map { try AddressRange($0) }, source: source)
        var fields = HTTPFields()
        let name = try #require(HTTPField.Name(source.rawValue))
        for line in lines { fields.append(HTTPField(name: name, value: line)) }
        return proxies.client(in: fields)
    }

    @Test(arguments: [
        (["192.0.2.1"], "192.0.2.1"), (["8.8.8.8, 192.0.2.1"], "192.0.2.1"),
        (["192.0.2.1, 10.1.2.3"], "192.0.2.1"), (["8.8.8.8,192.0.2.1 , 10.1.2.3,127.0.0.1"], "192.0.2.1"),
        (["8.8.8.8", "192.0.2.1"], "192.0.2.1"), (["192.0.2.1", "10.1.0.9"], "192.0.2.1"),
        (["forged nonsense, 192.0.2.1"], "192.0.2.1"), (["\"", "192.0.2.1"], "192.0.2.1"),
        (["192.0.2.1, "], "192.0.2.1"), (["192.0.2.1:4711"], "192.0.2.1"),
        (["2001:DB8:0:0::7"], "2001:db8::7"), (["[2001:db8::7]:4711"], "2001:db8::7"),
        (["::ffff:192.0.2.1"], "192.0.2.1"), (["192.0.2.1, ::ffff:10.1.0.1, 2001:db8:1::5"], "192.0.2.1"),
        (["192.0.2.1, 10.2.0.1"], "10.2.0.1"), (["8.8.8.8\u{600}, 192.0.2.1"], "192.0.2.1"),
    ])
    func `the client is the last address in X-Forwarded-For that is not a trusted proxy`(
        _ lines: [String], _ client: String
    ) throws {
        #expect(try Self.client(.xForwardedFor, lines) == client)
    }

    @Test(arguments: [
        [], [""], ["unknown"], ["_hidden"], ["192.0.2.1, unknown"], ["192.0.2.1, unknown, 10.1.0.1"],
        ["192.0.2.1, nonsense"], ["192.0.2.256"], ["192.0.2"], ["0300.0.2.1"], ["192.0.2.1:x"], ["192.0.2.1:123456"],
        ["[192.0.2.1]"], ["2001:db8::7%eth0"], ["10.1.0.1"], ["10.1.0.1, 127.0.0.1"], ["localhost"], ["192.0.2.1;x"],
    ])
    func `an invalid X-Forwarded-For names no client`(_ lines: [String]) throws {
        #expect(try Self.client(.xForwardedFor, lines) == nil)
    }

    /// The arguments include the examples of RFC 7239 §4 and §6.
    @Test(arguments: [
        (["for=192.0.2.43"], "192.0.2.43"), (["For=\"[2001:db8:cafe::17]:4711\""], "2001:db8:cafe::17"),
        (["for=192.0.2.60;proto=http;by=203.0.113.43"], "192.0.2.60"),
        (["for=192.0.2.43, for=198.51.100.17"], "198.51.100.17"),
        (["for=_mdn, for=\"192.0.2.43:_port\""], "192.0.2.43"),
        (["for=192.0.2.43", "for=\"[2001:db8:1::9]\""], "192.0.2.43"),
        (["for=192.0.2.43;by=\"a, \\\"b\" , for=10.1.0.1"], "192.0.2.43"),
        (["for=\"1", "for=192.0.2.43"], "192.0.2.43"),
        (["proto=https ; FOR=192.0.2.43;"], "192.0.2.43"), ([", for=192.0.2.43,"], "192.0.2.43"),
    ])
    func `the client is the last node in Forwarded that is not a trusted proxy`(
        _ lines: [String], _ client: String
    ) throws {
        #expect(try Self.client(.forwarded, lines) == client)
    }

    @Test(arguments: [
        [], [""], ["for=unknown"], ["for=_hidden"], ["for=\"_gazonk\""], ["proto=https"],
        ["for=192.0.2.43, proto=https"],
        ["for=192.0.2.43;for=198.51.100.1"], ["for=2001:db8::17"], ["for=\"2001:db8::17\""], ["for=192.0.2.43:80"],
        ["for=\"192.0.2.43"], ["for="], ["for"], ["=192.0.2.43"], ["for = 192.0.2.43"], ["192.0.2.43"],
        ["for=8.8.8.8;x=\", for=192.0.2.43"], ["for=8.8.8.8;x=\", for=\"[2001:db8::17]\""], ["for=10.1.0.1"],
        ["for=\"192.0.2.43\\"], ["for=192.0.2.43 for=192.0.2.44"],
    ])
    func `an invalid Forwarded names no client`(_ lines: [String]) throws {
        #expect(try Self.client(.forwarded, lines) == nil)
    }

    /// The bug: a header of 60 kB was parsed completely for its last element.
    @Test func `only the last 1,024 octets are parsed`() throws {
        let unreadable = "for=\"" + String(repeating: "x", count: 2000)
        #expect(try Self.client(.forwarded, ["\(unreadable), for=192.0.2.43"]) == "192.0.2.43")
        #expect(try Self.client(.forwarded, [unreadable + ",", "for=192.0.2.43, for=10.1.0.1"]) == "192.0.2.43")
        #expect(try Self.client(.forwarded, [unreadable]) == nil)

        let beginning = "192.0.2.1,"
        let proxies = String(repeating: "10.1.0.1,", count: 112)
        let whole = beginning + String(repeating: " ", count: 1024 - beginning.count - proxies.count) + proxies
        #expect(whole.utf8.count == 1024)
        #expect(try Self.client(.xForwardedFor, [whole]) == "192.0.2.1")
        #expect(try Self.client(.xForwardedFor, ["1" + whole]) == nil)
        #expect(try Self.client(.xForwardedFor, ["192.0.2.1", whole.replacing("192.0.2.1", with: "127.0.0.1")]) == nil)
        let lines = (0..<200).map { _ in "10.1.0.1" }
        #expect(try Self.client(.xForwardedFor, ["192.0.2.1"] + lines) == nil)
        #expect(try Self.client(.xForwardedFor, ["192.0.2.1"] + lines.prefix(100)) == "192.0.2.1")
    }

    /// A cut inside a quoted string from the client must not change the address that the proxy states.
    @Test(arguments: ["192.0.2.43", "\"[2001:db8::17]\"", "\"192.0.2.43:80\";by=\"_a\""])
    func `a cut inside a quoted string does not let a client choose its address`(_ node: String) throws {
        let inside = String(repeating: ",for=9.9.9.9;x=", count: 100)
        let names = ["192.0.2.43", "2001:db8::17", nil]
        for before in ["x=\"\(inside)\"", "x=\"\(inside)", "x=\"\(inside)\";y=\"", "x=\"\(inside)\\"] {
            #expect(names.contains(try Self.client(.forwarded, ["\(before), for=\(node)"])))
        }
    }

    @Test func `only the configured header is read`() throws {
        let fields: HTTPFields = [
            try #require(.init("Forwarded")): "for=192.0.2.1", try #require(.init("X-Forwarded-For")): "192.0.2.2",
        ]
        #expect(TrustedProxies([], source: .forwarded).client(in: fields) == "192.0.2.1")
        #expect(TrustedProxies([], source: .xForwardedFor).client(in: fields) == "192.0.2.2")
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "::ffff:192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
        ("10.0.0.0/9", "10.127.255.255", true), ("10.0.0.0/9", "10.128.0.0", false),
        ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("::1", "0:0:0:0:0:0:0:1", true), ("::1", "127.0.0.1", false), ("128.0.0.0/1", "8000::", false),
        ("192.0.2.7", "", false), ("192.0.2.7", "192.0.2.7%0", false),
    ])
    func `a range contains the addresses with its prefix`(
        _ range: String, _ address: String, _ isInside: Bool
    ) throws {
        #expect(TrustedProxies([try AddressRange(range)], source: .forwarded).trusts(address) == isInside)
    }

    @Test(arguments: [
        ("", AddressRange.Failure.unreadable), ("localhost", .unreadable), ("10.0.0.0/33", .unreadable),
        ("::/129", .unreadable), ("10.0.0.0/", .unreadable), ("10.0.0.0/+8", .unreadable),
        ("10.0.0.0/8/8", .unreadable),
        ("10.0.0/8", .unreadable), ("/8", .unreadable), ("0.0.0.0/0", .everybody), ("::/0", .everybody),
        ("10.0.0.1/8", .bitsBeyondPrefix), ("2001:db8::1/64", .bitsBeyondPrefix),
    ])
    func `invalid and universal ranges are refused`(_ text: String, _ failure: AddressRange.Failure) {
        #expect(throws: failure) { try AddressRange(text) }
    }
}

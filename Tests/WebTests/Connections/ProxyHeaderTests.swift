import Testing

@testable import Web

/// Tests the headers of the PROXY protocol (§2 of its specification).
struct ProxyHeaderTests {
    static let signature: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A]

    /// Returns a header of version 2.
    static func version2(_ command: UInt8, _ family: UInt8, _ rest: [UInt8]) -> [UInt8] {
        signature + [command, family, UInt8(rest.count >> 8), UInt8(rest.count & 0xFF)] + rest
    }

    private static let inet: [UInt8] = [192, 0, 2, 7, 198, 51, 100, 1, 0x12, 0x34, 0x01, 0xBB]
    private static let inet6: [UInt8] =
        [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [7] + [UInt8](repeating: 9, count: 20)

    @Test(arguments: [
        ("PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n", "192.0.2.7"),
        ("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255"),
        ("PROXY TCP6 2001:db8::7 ::1 56324 443\r\n", "2001:db8::7"),
        ("PROXY TCP6 ::ffff:192.0.2.7 ::1 0 443\r\n", "192.0.2.7"),
        ("PROXY UNKNOWN\r\n", nil), ("PROXY UNKNOWN a b c d\r\n", nil),
    ])
    func `reads a header of version 1 and no octet after it`(_ line: String, _ client: String?) throws {
        let octets = Array(line.utf8)
        let expected = ProxyHeader(client: client.flatMap { NetworkAddress($0) }, length: octets.count)
        #expect(try ProxyHeader.read(octets) == expected)
        #expect(try ProxyHeader.read(octets + Array("GET / HTTP/1.1\r\n".utf8)) == expected)
        for count in 0..<octets.count { #expect(try ProxyHeader.read(Array(octets.prefix(count))) == nil) }
    }

    @Test(arguments: [
        (version2(0x21, 0x11, inet), "192.0.2.7"), (version2(0x21, 0x11, inet + [4, 0, 1, 0]), "192.0.2.7"),
        (version2(0x21, 0x21, inet6), "2001:db8::7"), (version2(0x20, 0x00, []), nil),
        (version2(0x20, 0x11, inet), nil), (version2(0x21, 0x00, [1, 2, 3]), nil),
        (version2(0x21, 0x31, [UInt8](repeating: 0, count: 216)), nil),
        (version2(0x21, 0x11, inet + [UInt8](repeating: 4, count: 996)), "192.0.2.7"),
    ])
    func `reads a header of version 2 and no octet after it`(_ octets: [UInt8], _ client: String?) throws {
        let expected = ProxyHeader(client: client.flatMap { NetworkAddress($0) }, length: octets.count)
        #expect(try ProxyHeader.read(octets) == expected)
        #expect(try ProxyHeader.read(octets + [22, 3, 1]) == expected)
        for count in 0..<octets.count { #expect(try ProxyHeader.read(Array(octets.prefix(count))) == nil) }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\n", "PROXX", "proxy TCP4", "\r\n\r\nX", "\u{16}\u{03}\u{01}",
        "PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443 \r\n",
        "PROXY  TCP4 192.0.2.7 198.51.100.1 56324 443\r\n", "PROXY TCP4 192.0.2.7  198.51.100.1 56324 443\r\n",
        "PROXY TCP4 192.0.2.256 198.51.100.1 56324 443\r\n", "PROXY TCP4 192.0.2.7 host 56324 443\r\n",
        "PROXY TCP4 2001:db8::7 ::1 56324 443\r\n", "PROXY TCP6 192.0.2.7 198.51.100.1 56324 443\r\n",
        "PROXY TCP6 2001:db8::7%eth0 ::1 56324 443\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 65536 443\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 +1 443\r\n", "PROXY TCP4 192.0.2.7 198.51.100.1 01 443\r\n",
        "PROXY UDP4 192.0.2.7 198.51.100.1 1 443\r\n", "PROXY \r\n", "PROXY\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\n" + String(repeating: "a", count: 107),
        "PROXY UNKNOWN " + String(repeating: "a", count: 107),
    ])
    func `refuses malformed headers of version 1`(_ line: String) {
        #expect(throws: ProxyHeader.Malformed.self) { try ProxyHeader.read(Array(line.utf8)) }
    }

    @Test(arguments: [
        version2(0x11, 0x11, inet), version2(0x22, 0x11, inet), version2(0x21, 0x12, inet),
        version2(0x21, 0x11, Array(inet.dropLast())), version2(0x21, 0x21, inet), version2(0x21, 0x41, inet6),
        version2(0x21, 0x11, [UInt8](repeating: 0, count: 1009)),
        version2(0x20, 0x00, [UInt8](repeating: 0, count: 1009)),
        signature + [0x21, 0x11, 0xFF, 0xFF],
    ])
    func `refuses malformed headers of version 2`(_ octets: [UInt8]) {
        #expect(throws: ProxyHeader.Malformed.self) { try ProxyHeader.read(octets) }
    }
}

/// The header with which a proxy names the client before the connection's own octets.
///
/// - SeeAlso: The PROXY protocol, versions 1 and 2 (HAProxy's doc/proxy-protocol.txt), §2.1 and §2.2.
struct ProxyHeader: Hashable, Sendable {
    /// The client; nil when the proxy connects for itself (LOCAL, as in health checks), or does not know it (UNKNOWN).
    let client: NetworkAddress?
    /// The length of the header, in octets.
    let length: Int

    /// The longest header that is read, extensions included. A header of version 1 has at most 107 octets.
    static let maximumLength = 1024

    /// The octets do not begin a header of version 1 or 2.
    struct Malformed: Error, Hashable {}

    /// Reads the header at the beginning of the received octets.
    ///
    /// - Returns: nil when more octets are needed.
    /// - Throws: `Malformed`, as soon as no further octet can complete a valid header.
    static func read(_ octets: [UInt8]) throws(Malformed) -> ProxyHeader? {
        if octets.starts(with: signature) { return try version2(octets) }
        if octets.starts(with: version1Prefix) { return try version1(octets) }
        guard signature.starts(with: octets) || version1Prefix.starts(with: octets) else { throw Malformed() }
        return nil
    }

    private static let version1Prefix = Array("PROXY ".utf8)
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]

    /// §2.1: `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443` and CR LF, single spaces between the parts.
    private static func version1(_ octets: [UInt8]) throws(Malformed) -> ProxyHeader? {
        let line = octets.prefix(107)
        guard let end = line.indices.dropLast().first(where: { line[$0] == 0x0D && line[$0 + 1] == 0x0A }) else {
            guard octets.count < 107 else { throw Malformed() }
            return nil
        }
        let length = end + 2
        let parts = line[..<end].split(separator: 0x20, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        // The protocol requires receivers to ignore what follows UNKNOWN.
        if parts[1] == "UNKNOWN" { return ProxyHeader(client: nil, length: length) }
        guard parts.count == 6, let size = ["TCP4": 4, "TCP6": 16][parts[1]],
            let source = address(parts[2], octets: size), address(parts[3], octets: size) != nil,
            isPort(parts[4]), isPort(parts[5])
        else { throw Malformed() }
        return ProxyHeader(client: source, length: length)
    }

    private static func address(_ text: String, octets: Int) -> NetworkAddress? {
        guard text.utf8.allSatisfy({ $0 != 0 }), text.contains(":") == (octets == 16) else { return nil }
        return NetworkAddress(text)
    }

    private static func isPort(_ text: String) -> Bool {
        (1...5).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt16(text) != nil
            && (text == "0" || !text.hasPrefix("0"))
    }

    /// §2.2: signature, version and command, family and protocol, length of the rest; addresses and ports, extensions.
    private static func version2(_ octets: [UInt8]) throws(Malformed) -> ProxyHeader? {
        guard octets.count >= 16 else { return nil }
        let (command, family) = (octets[12], octets[13])
        let rest = Int(octets[14]) << 8 | Int(octets[15])
        let length = 16 + rest
        guard command == 0x20 || command == 0x21, length <= maximumLength else { throw Malformed() }
        guard octets.count >= length else { return nil }
        guard command == 0x21 else { return ProxyHeader(client: nil, length: length) }
        switch family {
        case 0x11:  // TCP over IPv4: two addresses, two ports
            guard rest >= 12 else { throw Malformed() }
            return ProxyHeader(client: NetworkAddress(octets: octets[16..<20]), length: length)
        case 0x21:  // TCP over IPv6
            guard rest >= 36 else { throw Malformed() }
            return ProxyHeader(client: NetworkAddress(octets: octets[16..<32]), length: length)
        case 0x00, 0x31:  // unspecified, or a Unix socket of the proxy's machine
            return ProxyHeader(client: nil, length: length)
        default: throw Malformed()
        }
    }
}

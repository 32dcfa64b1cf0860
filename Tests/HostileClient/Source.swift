/// The source of a hostile connection.
///
/// A broker without a proxy sees the loopback address to which the connection is bound, one of 16 million. A broker
/// that trusts 127.0.0.1 as its proxy sees the address in the header, in any IPv4 or IPv6 network.
package struct Source: Hashable, Sendable {
    /// An address in 127.0.0.0/8.
    package let loopback: String
    /// The value of X-Forwarded-For. Nil for a request without the field.
    package let forwardedFor: String?

    init(loopback: String, forwardedFor: String? = nil) {
        self.loopback = loopback
        self.forwardedFor = forwardedFor
    }

    /// Returns address `number` of 127.64.0.0/10, which no other test code uses.
    package static func address(_ number: Int) -> Source {
        precondition((0..<0x40_0000).contains(number), "127.64.0.0/10 has 4 million addresses")
        return Source(loopback: "127.\(64 + number >> 16).\(number >> 8 & 255).\(number & 255)")
    }

    /// Returns the trusted proxy, on behalf of a client with an address.
    package static func proxied(_ address: String) -> Source {
        Source(loopback: "127.0.0.1", forwardedFor: address)
    }

    /// Returns a client that sets X-Forwarded-For itself, from an address that is not a proxy.
    package static func forging(_ address: String, from number: Int) -> Source {
        Source(loopback: Source.address(number).loopback, forwardedFor: address)
    }

    /// Returns host `host` in IPv6 network `number` of a size, through the trusted proxy. All are in 2001:db8::/32,
    /// which is reserved for documentation.
    ///
    /// - Parameter prefixLength: 48, 56 or 64. Networks are numbered consecutively: networks 0 and 255 of 64 bits are
    ///   in one network of 56 bits, networks 0 and 256 only in one of 48 bits.
    package static func host(_ host: Int, ofNetwork number: Int, prefixLength: Int) -> Source {
        precondition([48, 56, 64].contains(prefixLength), "a customer is given 48, 56 or 64 bits")
        precondition((0..<0x1_0000_0000).contains(number) && (0..<0x1_0000).contains(host), "fits")
        let network = UInt64(number) << UInt64(64 - prefixLength)
        let groups = [0x2001, 0x0db8, UInt64(network >> 16 & 0xffff), UInt64(network & 0xffff)]
        return proxied(groups.map { String($0, radix: 16) }.joined(separator: ":") + "::" + String(host + 1, radix: 16))
    }
}

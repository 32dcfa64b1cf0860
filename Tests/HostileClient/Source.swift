/// Where a hostile connection comes from.
///
/// A broker without a proxy sees the loopback address to which the connection is bound: there are 16 million of them. A
/// broker that trusts 127.0.0.1 as its proxy sees the address in the header, which can be of any IPv4 or IPv6 network.
package struct Source: Hashable, Sendable {
    /// An address in 127.0.0.0/8.
    package let loopback: String
    /// What the request says in X-Forwarded-For; nil for a request without the field.
    package let forwardedFor: String?

    init(loopback: String, forwardedFor: String? = nil) {
        self.loopback = loopback
        self.forwardedFor = forwardedFor
    }

    /// Address `number` of 127.64.0.0/10, which nothing else in the tests uses.
    package static func address(_ number: Int) -> Source {
        precondition((0..<0x40_0000).contains(number), "127.64.0.0/10 has 4 million addresses")
        return Source(loopback: "127.\(64 + number >> 16).\(number >> 8 & 255).\(number & 255)")
    }

    /// The trusted proxy, on behalf of a client with that address.
    package static func proxied(_ address: String) -> Source {
        Source(loopback: "127.0.0.1", forwardedFor: address)
    }

    /// The same, but from an address that is no proxy's: a client that writes the field itself.
    package static func forging(_ address: String, from number: Int) -> Source {
        Source(loopback: Source.address(number).loopback, forwardedFor: address)
    }

    /// Host `host` in IPv6 network `number` of that size, through the trusted proxy. All lie in 2001:db8::/32, which is
    /// for documentation.
    ///
    /// - Parameter prefixLength: 48, 56 or 64. Networks of different numbers share no larger network than they must:
    ///   two of 64 bits with the numbers 0 and 255 lie in one of 56, those with 0 and 256 in one of 48.
    package static func host(_ host: Int, ofNetwork number: Int, prefixLength: Int) -> Source {
        precondition([48, 56, 64].contains(prefixLength), "a customer is given 48, 56 or 64 bits")
        precondition((0..<0x1_0000_0000).contains(number) && (0..<0x1_0000).contains(host), "fits")
        let network = UInt64(number) << UInt64(64 - prefixLength)
        let groups = [0x2001, 0x0db8, UInt64(network >> 16 & 0xffff), UInt64(network & 0xffff)]
        return proxied(groups.map { String($0, radix: 16) }.joined(separator: ":") + "::" + String(host + 1, radix: 16))
    }
}

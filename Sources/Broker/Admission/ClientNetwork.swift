import Citizens
import Foundation

/// A network from which clients come, as limits count it.
///
/// An IPv4 address counts by itself. An IPv6 address counts as its network of 64 bits, which one customer has, and in
/// the networks of 56 and 48 bits, which providers give to one customer as well.
package struct ClientNetwork: Hashable, Sendable {
    package let text: String
    /// Of an IPv6 network, in bits; nil for an IPv4 address, and for what is no address.
    private let prefixLength: Int?

    /// The narrowest network of an address.
    ///
    /// - Parameter address: What is no IPv6 address is taken as it is; an IPv4 address inside an IPv6 one as IPv4.
    /// - SeeAlso: RFC 4291 §2.5.4 for the 64 bits, §2.5.5.2 for IPv4 addresses inside IPv6.
    package init(of address: String) {
        self = Self.networks(of: address)[0]
    }

    /// The widest network of an address in which limits count: for shares of what everybody needs.
    package init(widestOf address: String) {
        let networks = Self.networks(of: address)
        self = networks[networks.count - 1]
    }

    private init(text: String, prefixLength: Int?) {
        self.text = text
        self.prefixLength = prefixLength
    }

    /// How many times the allowance of one address the network has.
    package var factor: Int { prefixLength.map(FailureAllowance.factor) ?? 1 }

    /// Every network in which an address counts, the narrowest first.
    package static func networks(of address: String) -> [ClientNetwork] {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else {
            return [ClientNetwork(text: address, prefixLength: nil)]
        }
        let bytes = withUnsafeBytes(of: parsed) { Array($0) }
        if bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return [
                ClientNetwork(text: bytes.suffix(4).map { "\($0)" }.joined(separator: "."), prefixLength: nil)
            ]
        }
        return [64, 56, 48].map { length in
            let text = bytes.prefix(length / 8).map { String($0, radix: 16) }.joined(separator: ":")
            return ClientNetwork(text: "\(text)/\(length)", prefixLength: length)
        }
    }
}

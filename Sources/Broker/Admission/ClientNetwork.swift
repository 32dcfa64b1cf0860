import Citizens
import Foundation

/// A client network for which limits count.
///
/// An IPv4 address is its own network. An IPv6 address counts in its networks of 64, 56 and 48 bits, because providers
/// assign networks of each size to one customer.
package struct ClientNetwork: Hashable, Sendable {
    package let text: String
    /// The prefix length of an IPv6 network, in bits; nil for an IPv4 address or an unknown format.
    private let prefixLength: Int?

    /// Creates the narrowest network of an address.
    ///
    /// - Parameter address: The client's address. An IPv4 address inside an IPv6 address is read as IPv4. Any other
    ///   text is used unchanged.
    /// - SeeAlso: RFC 4291 §2.5.4 for the 64 bits, §2.5.5.2 for IPv4 addresses inside IPv6.
    package init(of address: String) {
        self = Self.networks(of: address)[0]
    }

    /// Creates the widest network of an address for which limits count, for shares of a common resource.
    package init(widestOf address: String) {
        let networks = Self.networks(of: address)
        self = networks[networks.count - 1]
    }

    private init(text: String, prefixLength: Int?) {
        self.text = text
        self.prefixLength = prefixLength
    }

    /// The number by which the allowance of one address is multiplied for this network.
    package var factor: Int { prefixLength.map(FailureAllowance.factor) ?? 1 }

    /// Returns every network in which an address counts, the narrowest first.
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

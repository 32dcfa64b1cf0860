import Foundation

/// Where a client comes from, as limits count it: an IPv4 address, or an IPv6 network of 64 bits, since whoever has one
/// address there has as many as they like.
package struct ClientNetwork: Hashable, Sendable {
    package let text: String

    /// - Parameter address: what is no IPv6 address is taken as it is; an IPv4 address inside an IPv6 one as IPv4.
    /// - SeeAlso: RFC 4291 §2.5.4 for the 64 bits, §2.5.5.2 for IPv4 addresses inside IPv6.
    package init(of address: String) {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else {
            text = address
            return
        }
        let bytes = withUnsafeBytes(of: parsed) { Array($0) }
        if bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            text = bytes.suffix(4).map { "\($0)" }.joined(separator: ".")
        } else {
            text = bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
        }
    }
}

import Foundation

/// An IPv4 or IPv6 address, compared as a number and not as text.
package struct NetworkAddress: Hashable, Sendable {
    /// 4 or 16 octets. An IPv4-mapped IPv6 address is stored as the IPv4 address.
    let octets: [UInt8]

    /// - Parameter text: an address without brackets, port or zone; the result is nil for anything else.
    /// - SeeAlso: RFC 4291 §2.5.5.2 for IPv4-mapped addresses.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        var version4 = in_addr()
        if inet_pton(AF_INET, text, &version4) == 1 {
            self.init(octets: withUnsafeBytes(of: version4) { Array($0) })
            return
        }
        var version6 = in6_addr()
        guard inet_pton(AF_INET6, text, &version6) == 1 else { return nil }
        self.init(octets: withUnsafeBytes(of: version6) { Array($0) })
    }

    /// - Parameter octets: 4 or 16 octets, the most significant first.
    init(octets all: some Collection<UInt8>) {
        precondition(all.count == 4 || all.count == 16, "an address has 4 or 16 octets")
        let isVersion4Inside =
            all.count == 16 && all.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        octets = Array(isVersion4Inside ? all.suffix(4) : all.suffix(16))
    }

    /// The address as RFC 5952 writes it.
    package var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = octets.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, octets, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

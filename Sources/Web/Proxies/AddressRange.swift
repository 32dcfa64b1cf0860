/// One address, or all addresses with the same prefix.
package struct AddressRange: Hashable, Sendable {
    private let network: NetworkAddress
    /// The length of the prefix, in bits.
    private let prefixLength: Int

    /// Why a text is not an acceptable range of trusted addresses.
    package enum Failure: Error, Hashable {
        /// The text is neither an address nor a network in CIDR notation.
        case unreadable
        /// The range is `/0`: it would trust every address.
        case everybody
        /// There are bits after the prefix, so the intended range is ambiguous.
        case bitsBeyondPrefix
    }

    /// - Parameter text: such as `192.0.2.7`, `10.1.0.0/16` or `2001:db8::/32`.
    /// - SeeAlso: RFC 4632 §3.1; RFC 4291 §2.3.
    package init(_ text: String) throws(Failure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let network = NetworkAddress(parts[0]) else { throw .unreadable }
        let bits = network.octets.count * 8
        guard parts.count == 2 else {
            self.network = network
            prefixLength = bits
            return
        }
        guard (1...3).contains(parts[1].count), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }),
            let length = Int(parts[1]), length <= bits
        else { throw .unreadable }
        guard length > 0 else { throw .everybody }
        guard (length..<bits).allSatisfy({ !Self.bit($0, of: network) }) else { throw .bitsBeyondPrefix }
        self.network = network
        prefixLength = length
    }

    package func contains(_ address: NetworkAddress) -> Bool {
        guard address.octets.count == network.octets.count else { return false }
        return (0..<prefixLength).allSatisfy { Self.bit($0, of: address) == Self.bit($0, of: network) }
    }

    private static func bit(_ index: Int, of address: NetworkAddress) -> Bool {
        address.octets[index / 8] & (0x80 >> UInt8(index % 8)) != 0
    }
}

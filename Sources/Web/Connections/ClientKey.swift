/// A network whose connections are counted together: an IPv4 address, or the first bits of an IPv6 address.
struct ClientKey: Hashable, Sendable {
    /// How many bits of the address count: 32 for IPv4; 64, 56 or 48 for IPv6.
    let length: Int
    /// Those bits, on the left.
    private let bits: UInt64

    private init(_ bits: UInt64, length: Int) {
        self.bits = bits & (UInt64.max << UInt64(64 - length))
        self.length = length
    }

    /// The connections without an address: those of a socket file, and those that ended before they were looked at.
    static let unknown = ClientKey(0, length: 1)

    /// The networks of an address, the narrowest first.
    static func keys(of address: NetworkAddress?) -> [ClientKey] {
        guard let address else { return [unknown] }
        let bits = address.octets.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard address.octets.count == 16 else { return [ClientKey(bits << 32, length: 32)] }
        return [64, 56, 48].map { ClientKey(bits, length: $0) }
    }

    /// How many connections the network may have.
    func cap(_ limits: ConnectionLimits) -> Int {
        switch length {
        case 56: limits.perAddress * 2
        case 48: limits.perAddress * 4
        default: limits.perAddress
        }
    }
}

/// How many connections a listener holds at once: in total, and per client.
package struct ConnectionLimits: Hashable, Sendable {
    /// The maximum of the whole listener.
    package let maximum: Int

    /// The maximum of one IPv4 address or IPv6 /64 network. A /56 network may have twice as many, a /48 network four
    /// times.
    package let perAddress: Int

    /// The maximum of one trusted proxy. Connections whose client it has named do not count.
    package let perProxy: Int

    /// How many connections above the maximum may be open while others are being closed for them. Beyond these, accept
    /// waits.
    static let slack = 16

    package init(maximum: Int, perAddress: Int, perProxy: Int? = nil) {
        precondition(maximum > 0 && perAddress > 0 && perProxy ?? 1 > 0, "a limit must be greater than 0")
        self.maximum = maximum
        self.perAddress = perAddress
        self.perProxy = perProxy ?? maximum
    }

    /// 4,096 connections, 256 of one address.
    package static let standard = ConnectionLimits(maximum: 4096, perAddress: 256)

    /// The limits of the administration listener: only this machine uses it, and it has descriptors of its own.
    package static let administration = ConnectionLimits(maximum: 32, perAddress: 32)

    /// Returns the same limits with a lower maximum, for when there are not enough descriptors.
    package func lowered(to maximum: Int) -> ConnectionLimits {
        ConnectionLimits(
            maximum: min(self.maximum, maximum), perAddress: perAddress, perProxy: min(perProxy, maximum))
    }
}

/// How many connections a listener holds at once: in all, and of one client.
package struct ConnectionLimits: Hashable, Sendable {
    /// Of the whole listener.
    package let maximum: Int

    /// Of one IPv4 address or IPv6 network of 64 bits. A network of 56 bits may have twice as many, one of 48 bits four
    /// times.
    package let perAddress: Int

    /// Of one trusted proxy, those for which it has named the client not included.
    package let perProxy: Int

    /// How many more than the maximum may be open while others are being closed for them. With these, accept waits.
    static let slack = 16

    package init(maximum: Int, perAddress: Int, perProxy: Int? = nil) {
        precondition(maximum > 0 && perAddress > 0 && perProxy ?? 1 > 0, "a limit lets something through")
        self.maximum = maximum
        self.perAddress = perAddress
        self.perProxy = perProxy ?? maximum
    }

    /// 4,096 connections, 256 of one address.
    package static let standard = ConnectionLimits(maximum: 4096, perAddress: 256)

    /// What the administration listener holds: it is for this machine alone, and has descriptors of its own.
    package static let administration = ConnectionLimits(maximum: 32, perAddress: 32)

    /// The same with a lower maximum where there are not enough descriptors.
    package func lowered(to maximum: Int) -> ConnectionLimits {
        ConnectionLimits(
            maximum: min(self.maximum, maximum), perAddress: perAddress, perProxy: min(perProxy, maximum))
    }
}

package import Citizens
package import Secrets

/// The delivery of messages to citizens: their wording, their limits and the outbox.
package struct Delivery: Sendable {
    package let wording: SMSWording
    /// The limits on messages to one citizen.
    let limits: SMSLimits
    let outbox: Outbox
    /// The signal to raise after each transaction that may have added a message to the outbox.
    package let signal: OutboxSignal

    package init(
        wording: SMSWording, limits: SMSLimits, signal: OutboxSignal, keys: KeyRing, random: RandomSource
    ) {
        self.wording = wording
        self.limits = limits
        self.signal = signal
        outbox = Outbox(keys: keys, random: random)
    }
}

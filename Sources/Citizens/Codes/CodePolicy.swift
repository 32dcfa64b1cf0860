package import Foundation

/// The lifetime of a sent code, and the number of attempts.
package struct CodePolicy: Hashable, Sendable {
    package let lifetime: Duration
    /// The code is invalid after this number of wrong attempts.
    package let maximumAttempts: Int

    package init(lifetime: Duration, maximumAttempts: Int) {
        precondition(lifetime > .zero && maximumAttempts > 0, "a code must be usable at least once")
        self.lifetime = lifetime
        self.maximumAttempts = maximumAttempts
    }

    /// The PIN: ten minutes, three attempts.
    package static let accessCode = CodePolicy(lifetime: .seconds(600), maximumAttempts: 3)
    /// The SMS code of the permanent key: five minutes, three attempts.
    package static let oneTimeCode = CodePolicy(lifetime: .seconds(300), maximumAttempts: 3)

    /// Returns the time at which a code that is made at `madeAt` expires.
    package func expiry(of madeAt: Date) -> Date { madeAt.addingTimeInterval(lifetime.timeInterval) }
}

extension Duration {
    /// The duration in seconds.
    package var timeInterval: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18
    }
}

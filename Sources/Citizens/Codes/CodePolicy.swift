package import Foundation

/// How long a code that was sent works, and how often one may be wrong.
package struct CodePolicy: Hashable, Sendable {
    package let lifetime: Duration
    /// The last of them still counts; after that the code is dead.
    package let maximumAttempts: Int

    package init(lifetime: Duration, maximumAttempts: Int) {
        precondition(lifetime > .zero && maximumAttempts > 0, "a code must be usable at least once")
        self.lifetime = lifetime
        self.maximumAttempts = maximumAttempts
    }

    /// The PIN: ten minutes, three attempts.
    package static let accessCode = CodePolicy(lifetime: .seconds(600), maximumAttempts: 3)
    /// The permanent key's SMS: five minutes, three attempts.
    package static let oneTimeCode = CodePolicy(lifetime: .seconds(300), maximumAttempts: 3)

    /// The first instant at which a code made now works no more.
    package func expiry(of madeAt: Date) -> Date { madeAt.addingTimeInterval(lifetime.timeInterval) }
}

extension Duration {
    /// Seconds, as Date counts them.
    package var timeInterval: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18
    }
}

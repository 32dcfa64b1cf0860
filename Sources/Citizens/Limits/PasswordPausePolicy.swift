/// When wrong passwords pause the method, and for how long.
package struct PasswordPausePolicy: Hashable, Sendable {
    /// The failure that brings the first pause.
    package let failuresBeforePause: Int
    /// One for each failure from then on; the last one repeats.
    package let pauses: [Duration]
    /// The failure that blocks for good; nil, as is the default, for never: it would let anybody lock anybody out.
    package let failuresBeforeBlock: Int?

    package init(failuresBeforePause: Int, pauses: [Duration], failuresBeforeBlock: Int? = nil) {
        precondition(failuresBeforePause > 0 && !pauses.isEmpty, "a policy pauses at some failure, for some time")
        self.failuresBeforePause = failuresBeforePause
        self.pauses = pauses
        self.failuresBeforeBlock = failuresBeforeBlock
    }

    /// At the fifth failure one minute, then five, fifteen, and sixty at each further one.
    package static let standard = PasswordPausePolicy(
        failuresBeforePause: 5, pauses: [.seconds(60), .seconds(300), .seconds(900), .seconds(3600)])

    /// The pause that so many failures in a row bring; nil for none.
    package func pause(after failures: Int) -> Duration? {
        guard failures >= failuresBeforePause else { return nil }
        return pauses[min(failures - failuresBeforePause, pauses.count - 1)]
    }
}

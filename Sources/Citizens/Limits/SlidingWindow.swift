/// At most `maximum` events in any stretch of time of this length: no calendar hour.
package struct SlidingWindow: Hashable, Sendable {
    package let maximum: Int
    package let length: Duration

    package init(_ maximum: Int, in length: Duration) {
        precondition(maximum > 0 && length > .zero, "a window without room is a refusal, not a limit")
        self.maximum = maximum
        self.length = length
    }
}

extension [SlidingWindow] {
    /// The most events that a day has, as far as the windows of a day and longer say.
    package var perDay: Int { filter { $0.length >= .seconds(86_400) }.map(\.maximum).min() ?? .max }
}

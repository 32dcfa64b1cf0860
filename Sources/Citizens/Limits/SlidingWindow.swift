/// A limit of `maximum` events in any period of this length. Periods do not start at calendar hours.
package struct SlidingWindow: Hashable, Sendable {
    package let maximum: Int
    package let length: Duration

    package init(_ maximum: Int, in length: Duration) {
        precondition(maximum > 0 && length > .zero, "a window allows at least one event and lasts longer than zero")
        self.maximum = maximum
        self.length = length
    }
}

extension [SlidingWindow] {
    /// The most events in a day, from the windows of a day and longer. Shorter windows are ignored.
    package var perDay: Int { filter { $0.length >= .seconds(86_400) }.map(\.maximum).min() ?? .max }
}

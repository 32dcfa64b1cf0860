/// A limit of `maximum` events in any period of this length. Periods do not start at calendar hours.
package struct SlidingWindow: Hashable, Sendable {
    package let maximum: Int
    package let length: Duration

    package init(_ maximum: Int, in length: Duration) {
        precondition(maximum > 0 && length > .zero, "a window allows at least one event and lasts longer than zero")
        self.maximum = maximum
        self.length = length
    }

    /// A window of the same length with that many times the maximum, and so much more.
    package func enlarged(by factor: Int, and more: Int = 0) -> SlidingWindow {
        let (product, isTooLarge) = maximum.multipliedReportingOverflow(by: factor)
        let (sum, isSumTooLarge) = product.addingReportingOverflow(more)
        return SlidingWindow(isTooLarge || isSumTooLarge ? .max : sum, in: length)
    }
}

extension [SlidingWindow] {
    /// The most events in a day, from the windows of a day and longer. Shorter windows are ignored.
    package var perDay: Int { filter { $0.length >= .seconds(86_400) }.map(\.maximum).min() ?? .max }
}

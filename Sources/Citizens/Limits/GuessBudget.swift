package import Foundation

/// The number of wrong codes that are accepted for one claim, and the rest of the method after the last of them.
///
/// This is a token bucket. It holds the guesses of one day, and its rate of refill limits the guesses of a month. Its
/// level is computed from the times of the wrong codes, so nothing else is stored. Every rest has the same length: an
/// attacker who knows the datum delays the holder for a day and not for the remaining month.
package struct GuessBudget: Hashable, Sendable {
    package let perDay: Int
    /// In 30 days.
    package let perMonth: Int
    package let rest: Duration

    package init(perDay: Int, perMonth: Int, rest: Duration) {
        precondition(
            perDay > 0 && perMonth > perDay && rest > .zero, "a budget has at least one guess and a positive rest")
        self.perDay = perDay
        self.perMonth = perMonth
        self.rest = rest
    }

    /// 20 a day and 75 in 30 days; then 24 hours of rest.
    package static let standard = GuessBudget(perDay: 20, perMonth: 75, rest: .seconds(86_400))

    /// The period in which wrong codes count: the last 30 days.
    package static let month = Duration.seconds(30 * 86_400)

    /// Returns the time at which the current rest ends. Nil when there is no rest.
    package func restEnd(after tally: Tally, at now: Date) -> Date? {
        let guesses = tally.dates(atMost: 2 * perMonth).filter { now.timeIntervalSince($0) < Self.month.timeInterval }
        return restEnd(after: guesses, at: now)
    }

    /// Returns the time at which the current rest ends. Nil when there is no rest.
    ///
    /// - Parameter guesses: The times of the wrong codes of the last 30 days, oldest first.
    package func restEnd(after guesses: [Date], at now: Date) -> Date? {
        let day: TimeInterval = 86_400
        let regainedPerDay = Double(perMonth - perDay) / 30
        var level = Double(perDay)
        var previous: Date?
        var end: Date?
        for (index, guess) in guesses.enumerated() {
            if let previous {
                level = min(Double(perDay), level + guess.timeIntervalSince(previous) / day * regainedPerDay)
            }
            level -= 1
            previous = guess
            let lastDay = guesses[...index].reversed().prefix { guess.timeIntervalSince($0) < day }.count
            if level < 1 || lastDay >= perDay { end = guess + rest.timeInterval }
        }
        return end.flatMap { $0 > now ? $0 : nil }
    }

    /// Returns an upper bound of the wrong codes that are accepted in a number of days.
    package func maximum(inDays days: Int) -> Int {
        let months = (days + 29) / 30
        return min(perDay * days, perMonth * months)
    }
}

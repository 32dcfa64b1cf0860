package import Foundation

/// How many wrong codes are taken for one claim, and how long the method rests after the last of them.
///
/// A bucket holds a day's guesses and fills up so slowly that a month has its maximum. Its level follows from the times of
/// the wrong codes alone, so there is nothing else to store. A rest always lasts equally long, so that a stranger who knows
/// the datum slows down its holder for a day and not for the rest of the month.
package struct GuessBudget: Hashable, Sendable {
    package let perDay: Int
    /// In 30 days.
    package let perMonth: Int
    package let rest: Duration

    package init(perDay: Int, perMonth: Int, rest: Duration) {
        precondition(perDay > 0 && perMonth > perDay && rest > .zero, "a budget takes guesses and ends")
        self.perDay = perDay
        self.perMonth = perMonth
        self.rest = rest
    }

    /// 20 a day and 75 in 30 days; then 24 hours of rest.
    package static let standard = GuessBudget(perDay: 20, perMonth: 75, rest: .seconds(86_400))

    /// How far back wrong codes count.
    package static let month = Duration.seconds(30 * 86_400)

    /// The time at which the rest ends that these wrong codes cause; nil when no rest is under way.
    ///
    /// - Parameter guesses: the times of the wrong codes of the last 30 days, oldest first.
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

    /// An upper bound of the wrong codes that are taken in so many days.
    package func maximum(inDays days: Int) -> Int {
        let months = (days + 29) / 30
        return min(perDay * days, perMonth * months)
    }
}

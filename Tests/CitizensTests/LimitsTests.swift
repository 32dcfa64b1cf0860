import Citizens
import Foundation
import Testing

@Suite struct SMSLimitsTests {
    @Test func `sends one in 30 seconds, five an hour and ten a day`() {
        let windows = SMSLimits.standard.windows
        #expect(windows.map(\.maximum) == [1, 5, 10])
        #expect(windows.map(\.length) == [.seconds(30), .seconds(3600), .seconds(86_400)])
        #expect(windows.perDay == 10)
    }

    @Test func `the maximum of a day is the smallest of the windows of a day and longer`() {
        let day = Duration.seconds(86_400)
        let minute = SlidingWindow(3, in: .seconds(60))
        #expect([minute, SlidingWindow(9, in: day), SlidingWindow(7, in: day * 2)].perDay == 7)
        #expect([minute].perDay == .max)
    }
}

@Suite struct GuessBudgetTests {
    let start = Date(timeIntervalSince1970: 1_800_000_000)
    let day: TimeInterval = 86_400

    @Test func `pauses for 24 hours after the twentieth wrong code of a day`() {
        let budget = GuessBudget.standard
        let guesses = (0..<20).map { start + Double($0) }
        let last = guesses[19]
        #expect(budget.restEnd(after: Array(guesses.dropLast()), at: last) == nil)
        #expect(budget.restEnd(after: guesses, at: last) == last + day)
        #expect(budget.restEnd(after: guesses, at: last + day - 0.001) == last + day)
        #expect(budget.restEnd(after: guesses, at: last + day) == nil)
    }

    @Test func `a wrong code of 24 hours ago does not count for the day`() {
        let guesses = [start] + [Date](repeating: start + day, count: 19)
        #expect(GuessBudget.standard.restEnd(after: guesses, at: start + day) == nil)
        let later = [start + 0.001] + guesses.dropFirst()
        #expect(GuessBudget.standard.restEnd(after: later, at: start + day) != nil)
    }

    /// The bucket has a capacity of 20 and refills by 1.83 a day. A quiet month refills it to no more than its
    /// capacity.
    @Test func `pauses when the budget of the month is used up, also after quiet weeks`() {
        let quiet = [start - 20 * day]
        let first = [Date](repeating: start, count: 12)
        let second = { [Date](repeating: self.start + self.day + 1, count: $0) }
        let now = start + day + 1
        #expect(GuessBudget.standard.restEnd(after: quiet + first + second(8), at: now) == nil)
        #expect(GuessBudget.standard.restEnd(after: quiet + first + second(9), at: now) == now + day)
    }

    /// Guesses whenever the budget allows it. Returns the times of the wrong codes.
    private func attack(_ budget: GuessBudget, every interval: TimeInterval, days: Int) -> [Date] {
        var guesses: [Date] = []
        var now = start
        while now < start + Double(days) * day {
            let recent = guesses.filter { $0 > now - 30 * day }
            if let end = budget.restEnd(after: recent, at: now) {
                #expect(end.timeIntervalSince(now) <= day)
                now = end
            } else {
                guesses.append(now)
                now += interval
            }
        }
        return guesses
    }

    @Test(arguments: [1.0, 600, 3600, 4321, 17_281, 40_000])
    func `accepts at most 20 in any day and 75 in any 30 days, in any distribution`(_ interval: TimeInterval) {
        let guesses = attack(.standard, every: interval, days: 365)
        for (index, guess) in guesses.enumerated() {
            let before = guesses[...index]
            #expect(before.reversed().prefix { guess.timeIntervalSince($0) < day }.count <= 20)
            #expect(before.reversed().prefix { guess.timeIntervalSince($0) < 30 * day }.count <= 75)
        }
        #expect(guesses.count <= GuessBudget.standard.maximum(inDays: 365))
    }

    @Test func `a person who mistypes a code a day never waits`() {
        #expect(attack(.standard, every: day, days: 100).count == 100)
    }
}

@Suite struct FailureAllowanceTests {
    @Test func `a wider network has a multiple of one address`() {
        #expect([128, 64, 57, 56, 49, 48, 32].map(FailureAllowance.factor) == [1, 1, 1, 2, 2, 4, 4])
    }
}

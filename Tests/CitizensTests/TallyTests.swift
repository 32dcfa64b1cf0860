import Foundation
import Testing

@testable import Citizens

/// Tests the times of a limit's events, in bounded memory.
@Suite struct TallyTests {
    private static let start = Date(timeIntervalSince1970: 1_800_000_000)
    private static let hour = Duration.seconds(3600)
    private static let day = Duration.seconds(86_400)

    private static func at(_ seconds: Double) -> Date { start + seconds }

    private static func tally(_ seconds: Double..., windows: [Duration] = [hour]) -> Tally {
        var tally = Tally()
        for second in seconds { tally.add(at: at(second), windows: windows) }
        return tally
    }

    @Test func `a window is full from its maximum on, until the oldest event leaves it`() {
        let window = SlidingWindow(2, in: Self.hour)
        #expect(Tally().fullUntil(window, at: Self.at(0)) == nil)
        #expect(Self.tally(0).fullUntil(window, at: Self.at(0)) == nil)
        let full = Self.tally(0, 1800)
        #expect(full.fullUntil(window, at: Self.at(3599.999)) == Self.at(3600))
        #expect(full.fullUntil(window, at: Self.at(3600)) == nil)
        #expect(Self.tally(0, 1800, 1800).fullUntil(window, at: Self.at(1801)) == Self.at(5400))
    }

    @Test func `the longest wait of several windows is reported`() {
        let windows = [SlidingWindow(2, in: Self.hour), SlidingWindow(3, in: Self.day)]
        let tally = Self.tally(0, 1800, 3600, windows: windows.map(\.length))
        #expect(tally.fullUntil(windows, at: Self.at(3601)) == Self.at(86_400))
        #expect(tally.fullUntil(windows, at: Self.at(86_400)) == nil)
    }

    @Test func `an event is deleted once, by its time`() {
        var tally = Self.tally(0, 5, 5)
        tally.remove(at: Self.at(1))
        #expect(tally.dates(atMost: 9) == [Self.at(0), Self.at(5), Self.at(5)])
        tally.remove(at: Self.at(5))
        #expect(tally.dates(atMost: 9) == [Self.at(0), Self.at(5)])
        tally.remove(at: Self.at(0))
        tally.remove(at: Self.at(5))
        tally.remove(at: Self.at(5))
        #expect(tally.isEmpty)
    }

    /// Arrivals of one kind of attacker or office: the seconds between two of them, drawn from a seed.
    struct Arrivals: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let gap: @Sendable (inout Numbers, _ time: Double) -> Double

        static let all = [
            Arrivals(testDescription: "as fast as it goes") { _, _ in 0.001 },
            Arrivals(testDescription: "once a second") { _, _ in 1 },
            Arrivals(testDescription: "at random") { numbers, _ in numbers.next(below: 20) },
            Arrivals(testDescription: "in bursts around each sixtieth of the window") { numbers, time in
                let edge = (time / 60).rounded(.up) * 60 - time
                return numbers.next(below: 2) < 1 ? 0.01 : edge + numbers.next(below: 0.02) - 0.01
            },
            Arrivals(testDescription: "in bursts around each window") { numbers, time in
                let edge = (time / 3600).rounded(.up) * 3600 - time
                return numbers.next(below: 200) < 199 ? 0.05 : max(0, edge + numbers.next(below: 2) - 1)
            },
        ]
    }

    /// A linear congruential generator, so that a failure can be repeated.
    struct Numbers {
        var state: UInt64

        mutating func next(below bound: Double) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53) * bound
        }
    }

    /// The attack: twice the maximum around the border of two buckets.
    @Test(arguments: Arrivals.all, [7, 60, 400])
    func `admits at most the maximum in any window, and the maximum within a window and a sixtieth`(
        _ arrivals: Arrivals, _ maximum: Int
    ) {
        let windows = [SlidingWindow(maximum, in: Self.hour), SlidingWindow(10 * maximum, in: Self.day)]
        var numbers = Numbers(state: 7)
        var tally = Tally()
        // In milliseconds.
        var admitted: [Int] = []
        var time = 0
        /// Whether this number of the latest arrivals was admitted within this time.
        func isFull(_ maximum: Int, _ milliseconds: Int) -> Bool {
            admitted.count >= maximum && time - admitted[admitted.count - maximum] < milliseconds
        }
        for _ in 0..<8000 {
            time += Int(1000 * arrivals.gap(&numbers, Double(time) / 1000))
            let now = Self.at(Double(time) / 1000)
            if let until = tally.fullUntil(windows, at: now) {
                #expect(until > now)
                #expect(tally.fullUntil(windows, at: until) == nil, "the window is free at the reported time")
                #expect(isFull(maximum, 3_660_000) || isFull(10 * maximum, 87_840_000), "refused at \(time)")
                // A refused client comes again at the reported time, or continues to try.
                if numbers.next(below: 4) < 1 { time = Int((until.timeIntervalSince(Self.start) * 1000).rounded()) }
            } else {
                #expect(!isFull(maximum, 3_600_000) && !isFull(10 * maximum, 86_400_000), "admitted at \(time)")
                tally.add(at: now, windows: windows.map(\.length))
                admitted.append(time)
            }
            #expect(tally.marks.count <= Tally.exactMarks + 2 * 121)
        }
        #expect(admitted.count >= maximum)
    }

    @Test func `a hundred thousand events a minute need only the memory of some hundred`() {
        var tally = Tally()
        for number in 0..<100_000 { tally.add(at: Self.at(Double(number) * 0.0006), windows: [.seconds(60)]) }
        #expect(tally.marks.count <= 121)
        #expect(tally.text.utf8.count < 4000)
        #expect(tally.fullUntil(SlidingWindow(100_000, in: .seconds(60)), at: Self.at(60)) != nil)
        #expect(tally.fullUntil(SlidingWindow(100_001, in: .seconds(60)), at: Self.at(60)) == nil)
    }

    @Test func `an event that grants an allowance counts only within its window, for any number of events`() {
        var tally = Tally()
        for number in 0..<5000 { tally.add(at: Self.at(Double(number)), windows: [Self.day]) }
        for second in [0.0, 100, 2500, 4999] {
            let certain = tally.certainCount(in: Self.day, at: Self.at(86_400 + second))
            #expect(certain <= 4999 - Int(second))
            #expect(certain >= 4999 - Int(second) - 1440)
        }
    }

    @Test func `events out of order count at their own times, as from brokers with different clocks`() {
        let window = SlidingWindow(3, in: Self.hour)
        #expect(Self.tally(1, 0, 2).fullUntil(window, at: Self.at(1)) == Self.at(3600))
        // The clock was a year ahead for a moment. Only that event counts until then.
        var tally = Self.tally(0, 365 * 86_400)
        #expect(tally.fullUntil(window, at: Self.at(1)) == nil)
        for second in 1...3 { tally.add(at: Self.at(Double(second)), windows: [Self.hour]) }
        #expect(tally.fullUntil(window, at: Self.at(4)) == Self.at(2 + 3600))
        #expect(tally.fullUntil(window, at: Self.at(3602)) == nil)
    }

    @Test func `an event stays for a broker whose clock is behind`() {
        var tally = Self.tally(0)
        tally.add(at: Self.at(3601), windows: [Self.hour])
        #expect(tally.fullUntil(SlidingWindow(2, in: Self.hour), at: Self.at(3599)) == Self.at(3600))
        tally.add(at: Self.at(3600 + 301), windows: [Self.hour])
        #expect(tally.marks.count == 2, "five minutes")
    }

    @Test func `extreme times and maxima do not overflow`() {
        let huge = SlidingWindow(.max, in: .seconds(Int64.max))
        var tally = Tally()
        for date in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .infinity)] {
            tally.add(at: date, windows: [huge.length])
        }
        #expect(tally.fullUntil(huge, at: .distantFuture) == nil)
        #expect(tally.fullUntil(SlidingWindow(1, in: huge.length), at: .distantFuture) != nil)
        #expect(huge.enlarged(by: 4, and: 2000).maximum == .max)
        #expect(SlidingWindow(60, in: Self.hour).enlarged(by: 4, and: 2) == SlidingWindow(242, in: Self.hour))
    }

    @Test func `is written as text and read again`() {
        var many = Tally()
        for number in 0..<500 { many.add(at: Self.at(Double(number)), windows: [Self.hour]) }
        for tally in [Tally(), Self.tally(0), Self.tally(0, 0, 5), many] {
            #expect(Tally(text: tally.text) == tally)
        }
        #expect(Self.tally(0, 0, 5).text == "1800000000000*2 1800000005000")
        #expect(Tally(text: "5+3*2 1 1 7+4 20*3")?.text == "1*2 5+6*3 20*3", "in any order, with marks that overlap")
    }

    @Test(arguments: [
        "x", "-1", "1-", "1+", "1*", "1*0", "1+2*", "1*2+3", "1 x", "1,2", "1*1000000001", "4000000000000001",
        "99999999999999999999", "1+4000000000000000", "1+9223372036854775807", "１",
    ])
    func `rejects other texts`(_ text: String) {
        #expect(Tally(text: text) == nil)
    }
}

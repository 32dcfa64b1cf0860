package import Foundation

/// When the events of one limit happened, in bounded memory: exact for few events, and rounded up for many.
///
/// Each mark holds the events between two times. Up to `exactMarks` events have a mark each, so everything that is
/// computed from them is exact. When there are more, neighbours share a mark that spans at most a sixtieth of the
/// shortest window that its events are still in. Events that share a mark count until the youngest of them leaves the
/// window. So a window never has more than its maximum, wherever it begins; an event may count up to a sixtieth of the
/// window's length too long.
package struct Tally: Hashable, Sendable {
    /// Events that are counted together. Times are whole milliseconds since 1970 UTC.
    struct Mark: Hashable, Sendable {
        var first: Int64
        var last: Int64
        var count: Int
    }

    /// The number of marks up to which each event has a mark of its own.
    package static let exactMarks = 100
    /// A mark spans at most this fraction of a window: 1/60.
    package static let resolution: Int64 = 60
    /// The time for which an event stays after its longest window, in milliseconds, for a broker whose clock is behind.
    static let slack: Int64 = 300_000
    /// The most events of one mark.
    static let maximumCount = 1_000_000_000

    /// The oldest first. No two of them overlap.
    private(set) var marks: [Mark]

    /// No events.
    package init() {
        marks = []
    }

    init(marks: [Mark]) {
        self.marks = marks
    }

    package var isEmpty: Bool { marks.isEmpty }

    /// The time of the youngest event; nil when there is none.
    package var youngest: Date? { marks.last.map { Self.date($0.last) } }

    /// Counts one event.
    ///
    /// - Parameter windows: all lengths in which the events are counted; at least one.
    package mutating func add(at now: Date, windows: [Duration]) {
        let time = Self.milliseconds(now)
        let lengths = windows.map(Self.milliseconds).sorted()
        insert(time)
        let longest = lengths.last ?? 0
        marks.removeAll { $0.last < time - longest - Self.slack }
        if marks.count > Self.exactMarks { merge(at: time, lengths) }
    }

    /// Takes back one event of that time; does nothing when none of that time is known.
    package mutating func remove(at date: Date) {
        let time = Self.milliseconds(date)
        guard let index = marks.firstIndex(where: { $0.first <= time && time <= $0.last }) else { return }
        marks[index].count -= 1
        if marks[index].count == 0 { marks.remove(at: index) }
    }

    /// The time at which the window allows one more event; nil when it allows one now.
    ///
    /// The window is full while its `maximum`-th newest event is inside.
    package func fullUntil(_ window: SlidingWindow, at now: Date) -> Date? {
        var left = window.maximum
        for mark in marks.reversed() {
            guard mark.count < left else {
                let until = mark.last + Self.milliseconds(window.length)
                return until > Self.milliseconds(now) ? Self.date(until) : nil
            }
            left -= mark.count
        }
        return nil
    }

    /// The time at which all of these windows allow one more event; nil when they allow one now.
    package func fullUntil(_ windows: [SlidingWindow], at now: Date) -> Date? {
        windows.compactMap { fullUntil($0, at: now) }.max()
    }

    /// How many events are in the window for certain: events that share a mark leave when the oldest of them does. For
    /// what an event gives and not takes.
    package func certainCount(in length: Duration, at now: Date) -> Int {
        let start = Self.milliseconds(now) - Self.milliseconds(length)
        return marks.reduce(0) { $1.first > start ? $0 + $1.count : $0 }
    }

    /// The times of the youngest events, oldest first; of events that share a mark the youngest one's.
    package func dates(atMost limit: Int) -> [Date] {
        var dates: [Date] = []
        for mark in marks.reversed() {
            dates += repeatElement(Self.date(mark.last), count: min(mark.count, limit - dates.count))
            if dates.count == limit { break }
        }
        return dates.reversed()
    }

    private mutating func insert(_ time: Int64) {
        let index = marks.lastIndex { $0.first <= time }
        if let index, time <= marks[index].last {
            marks[index].count = min(marks[index].count + 1, Self.maximumCount)
        } else {
            marks.insert(Mark(first: time, last: time, count: 1), at: index.map { $0 + 1 } ?? 0)
        }
    }

    /// Joins neighbours, as far as no window sees much of it. Afterwards two neighbours together span more than the
    /// sixtieth of a window, so there are at most 121 marks for each window.
    private mutating func merge(at time: Int64, _ lengths: [Int64]) {
        var merged: [Mark] = []
        for mark in marks {
            let length = lengths.first { $0 >= time - mark.last } ?? lengths.last ?? 0
            if let previous = merged.last, mark.last - previous.first <= length / Self.resolution {
                merged[merged.count - 1].last = mark.last
                merged[merged.count - 1].count = min(previous.count + mark.count, Self.maximumCount)
            } else {
                merged.append(mark)
            }
        }
        marks = merged
    }
}

extension Tally {
    /// The largest magnitude of a time or a length, in milliseconds. Sums of three fit into 64 bits.
    private static let maximumMagnitude = 4e15

    static let bounds = -Int64(maximumMagnitude)...Int64(maximumMagnitude)

    private static func milliseconds(_ date: Date) -> Int64 {
        Int64(min(max((date.timeIntervalSince1970 * 1000).rounded(), -maximumMagnitude), maximumMagnitude))
    }

    private static func milliseconds(_ length: Duration) -> Int64 {
        Int64(min(length / .milliseconds(1), maximumMagnitude))
    }

    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}

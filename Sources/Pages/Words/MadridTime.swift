import Foundation
import Octets

/// The date and time in peninsular Spain.
///
/// It is computed here and not by the system: a small server image has neither time zones nor locales, and a page with
/// the wrong hour would make a citizen leave too early.
/// - SeeAlso: Directive 2000/84/EC: summer time lasts from the last Sunday of March to the last of October, 01:00 UTC.
struct MadridTime: Equatable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int

    init(_ instant: Date) {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let offset = Self.isSummer(seconds) ? 7200 : 3600
        let (days, rest) = (seconds + offset).dividedDown(by: 86_400)
        let date = CivilDay(daysSinceEpoch: days)
        (year, month, day) = (date.year, date.month, date.day)
        hour = rest / 3600
        minute = rest % 3600 / 60
    }

    private static func isSummer(_ seconds: Int) -> Bool {
        let year = CivilDay(daysSinceEpoch: seconds.dividedDown(by: 86_400).quotient).year
        return seconds >= changeover(year, 3) && seconds < changeover(year, 10)
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days.
    private static func changeover(_ year: Int, _ month: Int) -> Int {
        let last = CivilDay(year: year, month: month, day: 31).daysSinceEpoch
        // Day 0, 1 January 1970, was a Thursday.
        let daysAfterSunday = (last + 4).dividedDown(by: 7).remainder
        return (last - daysAfterSunday) * 86_400 + 3600
    }
}

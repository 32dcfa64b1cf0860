import Foundation

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
        let (days, rest) = Self.dividing(seconds + offset, by: 86_400)
        (year, month, day) = Self.civil(days)
        hour = rest / 3600
        minute = rest % 3600 / 60
    }

    private static func isSummer(_ seconds: Int) -> Bool {
        let (year, _, _) = civil(dividing(seconds, by: 86_400).quotient)
        return seconds >= changeover(year, 3) && seconds < changeover(year, 10)
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days.
    private static func changeover(_ year: Int, _ month: Int) -> Int {
        let last = days(year, month, 31)
        // Day 0, 1 January 1970, was a Thursday.
        let daysAfterSunday = dividing(last + 4, by: 7).remainder
        return (last - daysAfterSunday) * 86_400 + 3600
    }

    /// Returns the days since 1 January 1970 in the Gregorian calendar. Years are counted from March, so that the leap
    /// day is the last day.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let (era, yearOfEra) = dividing(year, by: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = dividing(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func dividing(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let remainder = ((number % divisor) + divisor) % divisor
        return ((number - remainder) / divisor, remainder)
    }
}

import Foundation
import Octets
import Testing

struct CivilDayTests {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        return calendar
    }()

    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (1970, 2, 28, 58), (1970, 3, 1, 59), (2000, 2, 29, 11_016),
        (2000, 3, 1, 11_017), (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (2100, 3, 1, 47_541),
        (1, 1, 1, -719_162), (0, 3, 1, -719_468), (0, 2, 29, -719_469), (-1, 12, 31, -719_529),
        (9999, 12, 31, 2_932_896),
    ])
    func `counts days from 1970, in both directions`(_ year: Int, _ month: Int, _ day: Int, _ days: Int) {
        let date = CivilDay(year: year, month: month, day: day)
        #expect(date.daysSinceEpoch == days)
        #expect(CivilDay(daysSinceEpoch: days) == date)
    }

    @Test func `every day of 1600 to 2400 follows the previous one`() {
        var days = CivilDay(year: 1600, month: 1, day: 1).daysSinceEpoch
        for year in 1600...2400 {
            for month in 1...12 {
                for day in 1...CivilDay.days(inMonth: month, of: year) {
                    guard CivilDay(daysSinceEpoch: days) == CivilDay(year: year, month: month, day: day) else {
                        Issue.record("\(year)-\(month)-\(day)")
                        return
                    }
                    days += 1
                }
            }
        }
        #expect(CivilDay(daysSinceEpoch: days) == CivilDay(year: 2401, month: 1, day: 1))
    }

    @Test func `agrees with Foundation`() {
        for days in stride(from: -100_000, through: 100_000, by: 997) {
            let parts = Self.calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            let date = CivilDay(daysSinceEpoch: days)
            #expect([date.year, date.month, date.day] == [parts.year, parts.month, parts.day])
        }
    }

    @Test(arguments: [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28), (2400, 29)])
    func `February has a leap day every four years, except in three of four centuries`(_ year: Int, _ days: Int) {
        #expect(CivilDay.days(inMonth: 2, of: year) == days)
    }

    @Test func `the other months have 30 or 31 days`() {
        let days = (1...12).filter { $0 != 2 }.map { CivilDay.days(inMonth: $0, of: 2024) }
        #expect(days == [31, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    }

    @Test(arguments: [
        (7, 3, 2, 1), (-7, 3, -3, 2), (6, 3, 2, 0), (-6, 3, -2, 0), (0, 3, 0, 0), (-1, 86_400, -1, 86_399),
    ])
    func `divides and rounds down`(_ value: Int, _ divisor: Int, _ quotient: Int, _ remainder: Int) {
        #expect(value.dividedDown(by: divisor) == (quotient, remainder))
    }
}

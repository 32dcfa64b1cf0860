import Citizens
import Foundation
import Secrets
import TestRandomSource
import Testing

@Suite struct CalendarDateTests {
    @Test(arguments: [
        "2030-01-09", "09/01/2030", "9/1/2030", "09-01-2030", "9-1-2030", "9.1.2030", "09012030", " 09/01/2030\n",
    ])
    func `reads what people type`(_ typed: String) throws {
        let date = try #require(CalendarDate(typed: typed))
        #expect((date.year, date.month, date.day) == (2030, 1, 9))
        #expect(date.iso == "2030-01-09")
        #expect(date.spanish == "09/01/2030")
    }

    @Test(arguments: [
        "", " ", "2030-1-9", "2030/01/09", "9/1/30", "09/13/2030", "31/04/2030", "29/02/2029", "29/02/1900",
        "00/01/2030",
        "01/00/2030", "01/01/0000", "0-0-0", "9/1-2030", "9//2030", "9/1/2030/", "/9/1/2030", "09 01 2030", "9012030",
        "090120300", "０９/01/2030", "9/1/20３0", "-9/1/2030", "+9/1/2030", "9/1/+203", "2030-01-09Z", "hoy",
        "99999999999999999999/1/2030",
    ])
    func `refuses a day that does not exist`(_ typed: String) {
        #expect(CalendarDate(typed: typed) == nil)
    }

    @Test(arguments: [(2028, true), (2000, true), (1900, false), (2100, false), (2027, false), (1600, true), (4, true)])
    func `recognizes leap years`(_ year: Int, _ isLeap: Bool) {
        #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == isLeap)
    }

    @Test func `has as many days in 400 years as the Gregorian calendar`() {
        var days = 0
        for year in 2001...2400 {
            for month in 1...12 {
                days += (0...32).count { CalendarDate(year: year, month: month, day: $0) != nil }
            }
        }
        #expect(days == 146_097)
    }

    @Test func `accepts the years 1 to 9999`() {
        #expect(CalendarDate(year: 1, month: 1, day: 1)?.iso == "0001-01-01")
        #expect(CalendarDate(year: 9999, month: 12, day: 31)?.spanish == "31/12/9999")
        #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: -1, month: 1, day: 1) == nil)
    }

    @Test func `reads only xs:date as ISO`() {
        #expect(CalendarDate(iso: "1980-12-31") != nil)
        #expect(CalendarDate(iso: "31/12/1980") == nil)
        #expect(CalendarDate(iso: " 1980-12-31") == nil)
        #expect(CalendarDate(iso: "1980-12-31+01:00") == nil)
    }

    @Test func `is ordered by time`() throws {
        let texts = ["1999-12-31", "2000-01-01", "2000-01-02", "2000-02-01", "2001-01-01"]
        let dates = texts.compactMap { CalendarDate(iso: $0) }
        #expect(dates.shuffled().sorted().map(\.iso) == texts)
    }

    @Test func `every day reads back in both forms`() {
        let seed: UInt64 = 31
        let random = RandomSource.seeded(seed)
        for _ in 0..<500 {
            let year = 1800 + random.number(below: 256)
            let date = CalendarDate(year: year, month: 1 + random.number(below: 12), day: 1 + random.number(below: 28))
            #expect(date.flatMap { CalendarDate(typed: $0.iso) } == date, "seed \(seed)")
            #expect(date.flatMap { CalendarDate(typed: $0.spanish) } == date, "seed \(seed)")
        }
    }

    @Test func `is coded as xs:date`() throws {
        let date = try #require(CalendarDate(iso: "1980-02-29"))
        let json = try JSONEncoder().encode([date])
        #expect(String(decoding: json, as: UTF8.self) == #"["1980-02-29"]"#)
        #expect(try JSONDecoder().decode([CalendarDate].self, from: json) == [date])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data(#"["1981-02-29"]"#.utf8))
        }
    }
}

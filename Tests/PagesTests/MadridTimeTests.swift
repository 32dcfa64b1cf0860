import Foundation
import Testing

@testable import Pages

@Suite struct MadridTimeTests {
    @Test(arguments: [
        // The last Sunday of March 2026, 01:00 UTC: from 01:59 to 03:00.
        (1_774_745_999, 2026, 3, 29, 1, 59), (1_774_746_000, 2026, 3, 29, 3, 0),
        // The last Sunday of October 2026, 01:00 UTC: from 02:59 to 02:00.
        (1_792_889_999, 2026, 10, 25, 2, 59), (1_792_890_000, 2026, 10, 25, 2, 0),
        // A year that starts in Madrid earlier than in UTC, and a leap day.
        (1_798_757_999, 2026, 12, 31, 23, 59), (1_798_758_000, 2027, 1, 1, 0, 0), (1_835_427_600, 2028, 2, 29, 10, 0),
        (0, 1970, 1, 1, 1, 0), (-1, 1970, 1, 1, 0, 59),
    ])
    func `converts instants to local time`(
        _ seconds: Int, _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int
    ) {
        let time = MadridTime(Date(timeIntervalSince1970: Double(seconds)))
        let expected: [Int] = [year, month, day, hour, minute]
        #expect(time.parts == expected)
    }

    /// Compares with the system's calendar, if the machine has time zones. The present rule started in 1996.
    @Test func `agrees with the system's time zone, every seven hours from 1997 to 2036`() throws {
        guard let zone = TimeZone(identifier: "Europe/Madrid") else { return }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        for seconds in stride(from: 852_076_800, to: 2_114_380_800, by: 7 * 3600 * 11) {
            let instant = Date(timeIntervalSince1970: Double(seconds))
            let expected = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: instant)
            let time = MadridTime(instant)
            let parts = [expected.year, expected.month, expected.day, expected.hour, expected.minute].compactMap(\.self)
            try #require(time.parts == parts, "\(seconds)")
        }
    }

    @Test func `is formatted for each language`() throws {
        let renderer = try Samples.renderer.get()
        #expect(renderer.wordings["es"]?.date(Samples.now) == "21 de noviembre de 2026")
        #expect(renderer.wordings["en"]?.date(Samples.now) == "21 November 2026")
        #expect(renderer.wordings["es"]?.time(Samples.now) == "21:41")
        #expect(renderer.wordings["es"]?.time(Date(timeIntervalSince1970: 0)) == "01:00")
    }
}

extension MadridTime {
    fileprivate var parts: [Int] { [year, month, day, hour, minute] }
}

import Foundation
import SAML
import Testing

@Suite struct SAMLInstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0.0), ("2026-01-31T23:59:59Z", 1_769_903_999), ("2024-02-29T12:00:00Z", 1_709_208_000),
        ("2000-02-29T00:00:00Z", 951_782_400), ("1969-12-31T23:59:59Z", -1), ("2038-01-19T03:14:08Z", 2_147_483_648),
        ("9999-12-31T23:59:59Z", 253_402_300_799), ("0001-01-01T00:00:00Z", -62_135_596_800),
    ])
    func `reads and writes`(_ text: String, _ seconds: TimeInterval) {
        #expect(SAMLInstant.parse(text)?.timeIntervalSince1970 == seconds)
        #expect(SAMLInstant.format(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test func `agrees with Foundation about every day of four centuries`() throws {
        for day in stride(from: -73_000, to: 73_000, by: 1) {
            let instant = Date(timeIntervalSince1970: Double(day) * 86_400 + 43_261)
            let text = SAMLInstant.format(instant)
            #expect(SAMLInstant.parse(text) == instant)
            if day % 97 == 0 { #expect(instant.formatted(.iso8601) == text) }
        }
    }

    @Test(arguments: [
        ("2026-01-01T00:00:00.5Z", 0.5), ("2026-01-01T00:00:00.123456789Z", 0.123), (" 2026-01-01T00:00:00Z\n", 0),
    ])
    func `keeps milliseconds and collapses white space`(_ text: String, _ fraction: TimeInterval) throws {
        let instant = try #require(SAMLInstant.parse(text))
        #expect(abs(instant.timeIntervalSince1970 - 1_767_225_600 - fraction) < 0.000_1)
    }

    @Test(arguments: [
        "2026-01-01T00:00:00z", "2026-01-01T00:00:00+",
        "", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+01:00",
        "2026-01-01t00:00:00z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-32T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.xZ", "2026-01-01 00:00:00Z",
        "+026-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00ZZ", "20260-01-01T00:00:00Z",
        "2026-1-01T00:00:00ZZZ", "２026-01-01T00:00:00Z",
    ])
    func `refuses`(_ text: String) {
        #expect(SAMLInstant.parse(text) == nil)
    }
}

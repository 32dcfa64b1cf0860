import Foundation
import Testing

@testable import Telemetry

@Suite struct LogTimeTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (1_796_083_199.0004, "2026-11-30T23:59:59.000Z"),
        (1_796_083_199.9996, "2026-11-30T23:59:59.999Z"), (1_796_083_200.0625, "2026-12-01T00:00:00.062Z"),
        (-0.5, "1969-12-31T23:59:59.500Z"), (1_772_236_800.25, "2026-02-28T00:00:00.250Z"),
    ]) func `has milliseconds, never later than the clock`(seconds: Double, text: String) {
        #expect(LogTime.text(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test func `two lines of one second differ in milliseconds, and the next second has its own text`() {
        let times = [100.001, 100.998, 101.5, 100.25].map { LogTime.text(Date(timeIntervalSince1970: $0)) }
        let seconds = ["01:40.001Z", "01:40.998Z", "01:41.500Z", "01:40.250Z"]
        #expect(times == seconds.map { "1970-01-01T00:\($0)" })
    }
}

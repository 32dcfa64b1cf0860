import Foundation
import Telemetry
import Testing

@testable import Broker

struct GuessingAlarmTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func wrong(_ count: Int, at now: Date, _ alarm: GuessingAlarm) {
        for _ in 0..<count { alarm.judged(isRight: false, at: now) }
    }

    @Test func `logs once in five minutes, with the count and the threshold`() {
        let lines = LogLines()
        let alarm = GuessingAlarm(wrongPerMinute: 2, measurements: .none, log: lines.logger)
        wrong(9, at: start, alarm)
        #expect(lines.all.isEmpty)
        wrong(30, at: start, alarm)
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.contains("wrong-per-minute=2") == true, "\(lines.all)")
        #expect(lines.all.first?.contains("alarm-from=2") == true)
        wrong(30, at: start + 299, alarm)
        #expect(lines.all.count == 1)
        wrong(1, at: start + 300, alarm)
        #expect(lines.all.count == 2)
    }

    @Test func `correct proofs do not raise the alarm`() {
        let lines = LogLines()
        let alarm = GuessingAlarm(wrongPerMinute: 1, measurements: .none, log: lines.logger)
        for _ in 0..<100 { alarm.judged(isRight: true, at: start) }
        #expect(lines.all.isEmpty)
    }
}

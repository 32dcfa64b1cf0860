import Foundation
import Logging
import Storage
import Synchronization
import Telemetry
import TestAgents
import Testing

@testable import Broker

struct HeldBackMessagesTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let registry = PrometheusRegistry()
    private let lines = Lines()
    private let messages: HeldBackMessages

    init() {
        let log = Logger(label: "test") { [lines] _ in LineCounter(lines: lines) }
        messages = HeldBackMessages(log: log, measurements: Measurements(into: registry))
    }

    private func gauge(_ lane: OutboxLane) throws -> Double? {
        try PrometheusScrape(registry.text).value("aldaba_sms_held_back_messages", ["lane": lane.rawValue])
    }

    @Test func `the waiting messages of a lane are counted every ten seconds`() {
        #expect(messages.shouldCount(.unknown, at: now))
        #expect(!messages.shouldCount(.unknown, at: now + 9.9))
        #expect(messages.shouldCount(.known, at: now + 1), "each lane by itself")
        #expect(messages.shouldCount(.unknown, at: now + 10))
        #expect(messages.shouldCount(.unknown, at: now - 86_400), "after the clock was set back")
    }

    @Test func `a held-back lane is logged once a minute, and not when no message waits`() {
        messages.report(0, of: .unknown, perMinute: 20, at: now)
        #expect(lines.count == 0)
        for second in 0..<60 { messages.report(7, of: .unknown, perMinute: 20, at: now + Double(second)) }
        #expect(lines.count == 1)
        messages.report(7, of: .unknown, perMinute: 20, at: now + 60)
        #expect(lines.count == 2)
        messages.report(7, of: .known, perMinute: 20, at: now + 60)
        #expect(lines.count == 3)
    }

    @Test func `the gauge shows the waiting messages, and zero when the lane may send again`() throws {
        messages.report(7, of: .unknown, perMinute: 20, at: now)
        messages.end(.known)
        #expect(try gauge(.unknown) == 7)
        messages.end(.unknown)
        #expect(try gauge(.unknown) == 0)
    }

    private final class Lines: Sendable {
        private let state = Mutex(0)
        var count: Int { state.withLock { $0 } }
        func add() { state.withLock { $0 += 1 } }
    }

    private struct LineCounter: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.trace
        var metadata = Logger.Metadata()

        init(lines: Lines) { self.lines = lines }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add() }
    }
}

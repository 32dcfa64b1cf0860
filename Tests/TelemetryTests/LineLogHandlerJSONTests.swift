import Foundation
import Logging
import Synchronization
import Testing

@testable import Telemetry

/// Tests lines of the log in JSON.
struct LineLogHandlerJSONTests {
    /// Records the written octets in order.
    private final class Collected: Sendable {
        private let octets = Mutex<[UInt8]>([])

        func write(_ line: [UInt8]) { octets.withLock { $0 += line } }

        var text: String { octets.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private let collected = Collected()

    private func logger(_ level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: "aldaba") { [collected] label in
            LineLogHandler(
                .json, label: label, now: { Date(timeIntervalSince1970: 1_795_312_740.125) },
                write: { collected.write($0) }
            )
        }
        logger.logLevel = level
        return logger
    }

    private func only() throws -> [String: String] {
        let lines = collected.text.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count == 2 && lines[1].isEmpty, "\(collected.text)")
        return try JSONDecoder().decode([String: String].self, from: Data(lines[0].utf8))
    }

    @Test func `writes time, level, logger, message and metadata, in that order`() {
        var log = logger()
        log[metadataKey: "reference"] = "ABCDEFGHJK"
        log.notice("request: rejected", metadata: ["code": "unsigned"])
        #expect(
            collected.text == """
                {"time":"2026-11-22T01:59:00.125Z","level":"notice","logger":"aldaba","message":"request: rejected",\
                "code":"unsigned","reference":"ABCDEFGHJK"}\n
                """)
    }

    @Test func `flattens nested metadata`() throws {
        logger().info("m", metadata: ["a": ["b": ["c": "1"], "d": ["x", "y"]], "n": .stringConvertible(7)])
        let line = try only()
        #expect(line["a.b.c"] == "1")
        #expect(line["a.d.0"] == "x")
        #expect(line["a.d.1"] == "y")
        #expect(line["n"] == "7")
    }

    @Test(arguments: [
        "a\nb", "a\r\nb", "\u{0}\u{1}\u{1F}\u{7F}\u{85}", "\"}\n{\"level\":\"critical\"}", "\\", "\u{2028}\u{2029}",
        "\u{202E}right to left", "\u{1B}[31mred", "ñ€\u{1F511}", "\u{FFFD}", "\u{E0001}", "",
    ])
    func `no value can end its line`(_ hostile: String) throws {
        logger().info("\(hostile)", metadata: ["value": "\(hostile)", hostile + "key": "k"])
        let line = try only()
        #expect(line["message"] == hostile)
        #expect(line["value"] == hostile)
        #expect(line[hostile + "key"] == "k")
        #expect(line["level"] == "info")
        let written = collected.text.dropLast().unicodeScalars
        #expect(!written.contains { [.control, .format, .lineSeparator].contains($0.properties.generalCategory) })
    }

    @Test func `malformed UTF-8 becomes the replacement character`() throws {
        logger().info(
            "m", metadata: ["value": "\(String(decoding: [0x61, 0xFF, 0xC0, 0x62] as [UInt8], as: UTF8.self))"])
        #expect(try only()["value"] == "a\u{FFFD}\u{FFFD}b")
    }

    @Test func `metadata cannot replace the standard members of the line`() throws {
        logger().info("m", metadata: ["level": "trace", "message": "no", "time": "never", "metadata.time": "x"])
        let line = try only()
        #expect(line["level"] == "info")
        #expect(line["message"] == "m")
        #expect(line["metadata.level"] == "trace")
        #expect(line["metadata.message"] == "no")
        #expect(Set([line["metadata.time"], line["metadata.metadata.time"]]) == ["never", "x"])
    }

    @Test func `writes no line below its level`() {
        logger(.warning).notice("m")
        #expect(collected.text.isEmpty)
    }
}

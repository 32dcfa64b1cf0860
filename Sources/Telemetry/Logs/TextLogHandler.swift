package import Foundation
package import Logging

/// Writes one line of text for people: time, level, logger, message, and the metadata as `key=value` pairs.
///
///     2026-11-30T01:45:40.123Z info aldaba: login: started login=… service=https://oficina.example
///
/// ``TextLine`` says how values are quoted: whatever they hold, they cannot end the line or forge a pair.
package struct TextLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level = .info

    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - now: the present instant.
    ///   - write: receives each line whole, its line break included.
    package init(
        label: String, now: @escaping @Sendable () -> Date = { Date() }, write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.label = label
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = TextLine("\(LogTime.text(now())) \(event.level.rawValue) \(label):")
        line.add("\(event.message)")
        for (key, value) in LogValues.pairs(metadata, metadataProvider, event) { line.add(key, value) }
        write(Array((line.text + "\n").utf8))
    }
}

/// The time of a log line: RFC 3339, UTC, milliseconds.
enum LogTime {
    static func text(_ instant: Date) -> String {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(instant)
    }
}

package import Foundation
package import Logging

/// Writes one line for each event: time (RFC 3339, UTC, milliseconds), level, logger, message and metadata.
///
/// No value can end its line, begin another line or forge a pair. Metadata within metadata becomes `outer.inner`.
package struct LineLogHandler: LogHandler {
    package enum Format: Sendable {
        /// For people: words, then `key=value` pairs. ``TextLine`` describes how values are quoted.
        ///
        ///     2026-11-30T01:45:40.123Z info aldaba: login: started login=… service=https://oficina.example
        case text
        /// For programs: one JSON object. A key that already exists in the line is prefixed with `metadata.`.
        ///
        ///     {"time":"2026-11-22T01:45:40.123Z","level":"info","logger":"aldaba","message":"login: started","login":"…"}
        case json
    }

    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level = .info

    private let format: Format
    private let label: String
    private let now: @Sendable () -> Date
    private let write: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - now: returns the present time.
    ///   - write: receives each whole line, its line break included.
    package init(
        _ format: Format, label: String, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.format = format
        self.label = label
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let time = LogTime.text(now())
        let pairs = LogValues.pairs(metadata, metadataProvider, event)
        let line =
            switch format {
            case .text: text(event, at: time, pairs)
            case .json: json(event, at: time, pairs)
            }
        write(Array((line + "\n").utf8))
    }

    private func text(_ event: LogEvent, at time: String, _ pairs: [(key: String, value: String)]) -> String {
        var line = TextLine("\(time) \(event.level.rawValue) \(label):")
        line.add("\(event.message)")
        for (key, value) in pairs { line.add(key, value) }
        return line.text
    }

    private func json(_ event: LogEvent, at time: String, _ pairs: [(key: String, value: String)]) -> String {
        var line = JSONLine()
        line.add("time", time)
        line.add("level", event.level.rawValue)
        line.add("logger", label)
        line.add("message", "\(event.message)")
        for (key, value) in pairs { line.add(key, value) }
        return line.text
    }
}

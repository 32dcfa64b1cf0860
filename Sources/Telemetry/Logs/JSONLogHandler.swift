package import Foundation
package import Logging

/// Writes one JSON object a line: `time`, `level`, `logger`, `message`, and the metadata beside them.
///
///     {"time":"2026-11-22T01:45:40.123Z","level":"info","logger":"aldaba","message":"login: started","login":"…"}
///
/// Metadata within metadata becomes `outer.inner`; a key that the line has already gets `metadata.` before it. Whatever
/// a value holds, it cannot end its line or begin another: control characters are written as escapes.
package struct JSONLogHandler: LogHandler {
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
        var line = JSONLine()
        line.add("time", LogTime.text(now()))
        line.add("level", event.level.rawValue)
        line.add("logger", label)
        line.add("message", "\(event.message)")
        for (key, value) in LogValues.pairs(metadata, metadataProvider, event) { line.add(key, value) }
        write(Array((line.text + "\n").utf8))
    }
}

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
    ///   - write: told each line whole, its line break included.
    package init(
        label: String, now: @escaping @Sendable () -> Date = { Date() },
        write: @escaping @Sendable ([UInt8]) -> Void = StandardError.write
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
        line.add("time", Self.time(now()))
        line.add("level", event.level.rawValue)
        line.add("logger", label)
        line.add("message", "\(event.message)")
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { line.add("error", "\(type(of: error))") }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { Self.add(key, value, to: &line) }
        write(Array((line.text + "\n").utf8))
    }

    private static func add(_ key: String, _ value: Logger.Metadata.Value, to line: inout JSONLine) {
        switch value {
        case .string(let text): line.add(key, text)
        case .stringConvertible(let text): line.add(key, "\(text)")
        case .dictionary(let inner):
            for (name, value) in inner.sorted(by: { $0.key < $1.key }) { add("\(key).\(name)", value, to: &line) }
        case .array(let values):
            for (index, value) in values.enumerated() { add("\(key).\(index)", value, to: &line) }
        }
    }

    /// RFC 3339, UTC, milliseconds.
    private static func time(_ instant: Date) -> String {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(instant)
    }
}

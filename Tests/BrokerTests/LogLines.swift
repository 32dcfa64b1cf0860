import Logging
import Synchronization
import Telemetry

/// Keeps the lines of a log.
final class LogLines: Sendable {
    private let kept = Mutex<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    var logger: Logger {
        Logger(label: "test") { label in
            LineLogHandler(.text, label: label) { [self] line in
                kept.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            }
        }
    }
}

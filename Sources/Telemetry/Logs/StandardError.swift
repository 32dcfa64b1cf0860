import Foundation
import Logging
import Synchronization

/// The output of the program's log: standard error, through a ``LineWriter``.
package enum StandardError {
    /// For lines of ``LineLogHandler`` in text.
    package static let text = LineWriter(to: STDERR_FILENO) { lost in
        line(lost, .text)
    }

    /// For lines of ``LineLogHandler`` in JSON.
    package static let json = LineWriter(to: STDERR_FILENO) { lost in
        line(lost, .json)
    }

    /// Waits until all lines are written, at most two seconds. Called at the end of the program.
    package static func flush() {
        text.flush()
        json.flush()
    }

    private static let label = "aldaba"

    /// Returns the line that reports the number of lost lines, in the format of the others.
    private static func line(_ lost: Int, _ format: LineLogHandler.Format) -> [UInt8] {
        let collected = Collected()
        var logger = Logger(label: label) { label in
            LineLogHandler(format, label: label) { line in collected.octets.withLock { $0 += line } }
        }
        logger.logLevel = .warning
        logger.warning("log: lines were dropped: standard error was blocked", metadata: ["lost": "\(lost)"])
        return collected.octets.withLock { $0 }
    }

    private final class Collected: Sendable {
        let octets = Mutex<[UInt8]>([])
    }
}

import Logging
import Telemetry

/// How the lines of the log are written, on standard error.
enum LogFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// One object a line, for programs.
    case json

    func logger(_ label: String) -> Logger {
        switch self {
        case .text: Logger(label: label)
        case .json: Logger(label: label) { JSONLogHandler(label: $0) }
        }
    }
}

import Logging
import Telemetry

/// How the lines of the log are written, on standard error.
enum LogFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// One object a line, for programs.
    case json

    func logger(_ label: String) -> Logger {
        Logger(label: label) { [writer] label in
            switch self {
            case .text: LineLogHandler(.text, label: label, write: writer.write)
            case .json: LineLogHandler(.json, label: label, write: writer.write)
            }
        }
    }

    /// What writes the lines, and counts those that are lost.
    var writer: LineWriter {
        switch self {
        case .text: StandardError.text
        case .json: StandardError.json
        }
    }
}

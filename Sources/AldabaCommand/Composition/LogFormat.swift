import Logging
import Telemetry

/// The format of log lines on standard error.
enum LogFormat: String, CaseIterable, Sendable {
    /// Text for people.
    case text
    /// One JSON object in each line, for programs.
    case json

    func logger(_ label: String) -> Logger {
        Logger(label: label) { [writer] label in
            switch self {
            case .text: LineLogHandler(.text, label: label, write: writer.write)
            case .json: LineLogHandler(.json, label: label, write: writer.write)
            }
        }
    }

    /// The writer of the lines. It counts lost lines.
    var writer: LineWriter {
        switch self {
        case .text: StandardError.text
        case .json: StandardError.json
        }
    }
}

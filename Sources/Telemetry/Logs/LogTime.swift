import Foundation
import Synchronization

/// Writes the time of a log line: ISO 8601 in UTC with milliseconds.
enum LogTime {
    /// The text of the last second, without fraction. Most lines are of the same second as the line before.
    private static let last = Mutex((second: Int64.min, text: ""))

    static func text(_ date: Date) -> String {
        let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down))
        let (second, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        guard second >= 0, fraction >= 0 else {
            return Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(date)
        }
        let start = last.withLock { last in
            if last.second != second {
                let text = Date.ISO8601FormatStyle().format(Date(timeIntervalSince1970: Double(second)))
                last = (second, String(text.dropLast()))
            }
            return last.text
        }
        let digits = String(1000 + fraction).dropFirst()
        return "\(start).\(digits)Z"
    }
}

import Foundation

/// Prints results immediately: headings, rows, and the parts of each row.
struct Report {
    /// The goal of a row.
    enum Goal {
        /// An upper limit in seconds.
        case time(Double)
        /// An upper limit as a multiple of another measurement.
        case ratio(Double, to: Double)
    }

    private static let width = 52

    func heading(_ title: String, note: String? = nil) {
        text("\n\(pad(title, Self.width))\(columns("median", "min", "max")) µs")
        if let note { text("  \(note)") }
    }

    func row(_ label: String, _ measured: Measurement, goal: Goal? = nil) {
        let times = columns(
            micro(measured.median), micro(measured.minimum), micro(measured.maximum))
        text("\(pad("  " + label, Self.width))\(times)\(goal.map { "   " + verdict($0, measured.median) } ?? "")")
    }

    /// Prints the parts of the row above, and the remaining time.
    func parts(of whole: Measurement, _ parts: [(label: String, seconds: Double)]) {
        for part in parts { self.part(part.label, part.seconds, of: whole.median) }
        part("everything else", whole.median - parts.reduce(0) { $0 + $1.seconds }, of: whole.median)
    }

    func line(_ line: String) {
        text("  \(line)")
    }

    /// Prints a line and flushes it, also to a pipe.
    func text(_ text: String) {
        print(text)
        fflush(nil)
    }

    private func part(_ label: String, _ seconds: Double, of whole: Double) {
        let share = String(format: "%.0f", 100 * seconds / whole)
        text("\(pad("      " + label, Self.width))\(left(micro(seconds), 9))  \(left(share, 3)) %")
    }

    private func verdict(_ goal: Goal, _ seconds: Double) -> String {
        switch goal {
        case .time(let limit):
            "goal \(micro(limit)) µs: \(seconds <= limit ? "reached" : "missed")"
        case .ratio(let limit, let raw):
            "\(factor(seconds / raw)) × raw, goal \(factor(limit)): \(seconds / raw <= limit ? "reached" : "missed")"
        }
    }

    private func columns(_ texts: String...) -> String { texts.map { left($0, 9) }.joined() }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func left(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }

    private func micro(_ seconds: Double) -> String { String(format: "%.1f", seconds * 1e6) }

    private func factor(_ ratio: Double) -> String { String(format: "%.2f", ratio) }
}

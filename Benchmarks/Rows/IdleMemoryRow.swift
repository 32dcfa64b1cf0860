import Foundation

/// The resident memory of `aldaba serve` from the same build, a few seconds after its start, with all three listeners
/// and SQLite.
struct IdleMemoryRow {
    private let report: Report

    init(_ report: Report) {
        self.report = report
    }

    func run() throws {
        report.text("\nMemory of an idle broker")
        let broker: ServedBroker
        do {
            broker = try ServedBroker()
        } catch let failure as ServedBroker.Failure {
            return report.line("not measured: \(failure)")
        }
        defer { broker.stop() }
        Thread.sleep(forTimeInterval: 4)
        let kibibytes = ProcessMeter(identifier: broker.identifier).resident
        guard broker.isRunning, kibibytes > 0 else { return report.line("not measured: aldaba serve did not start") }
        let megabytes = Double(kibibytes) * 1024 / 1e6
        report.line(
            String(format: "aldaba serve, resident: %.1f MB   goal 60 MB: ", megabytes)
                + (megabytes <= 60 ? "reached" : "missed"))
    }
}

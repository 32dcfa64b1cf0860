import Foundation

/// The earlier counts in `Benchmarks/baseline.json`, with which a run is compared.
struct Baseline {
    /// The relative increase of a count above which it is reported.
    private static let tolerance = 0.15
    private static let file = URL(filePath: "Benchmarks/baseline.json")

    private let kept: [String: StorageCounts]
    private var measured: [String: StorageCounts] = [:]

    /// Reads the file. Without it, all rows are new.
    init() {
        let data = try? Data(contentsOf: Self.file)
        kept = data.flatMap { try? JSONDecoder().decode([String: StorageCounts].self, from: $0) } ?? [:]
    }

    mutating func note(_ row: String, _ counts: StorageCounts) {
        measured[row] = counts
    }

    /// Prints the rows with increased counts. With `BASELINE=write` in the environment, writes the file instead.
    func compare(_ report: Report) throws {
        guard ProcessInfo.processInfo.environment["BASELINE"] != "write" else { return try write(report) }
        report.text("\nCounts against Benchmarks/baseline.json")
        var dearer = 0
        for (row, counts) in measured.sorted(by: { $0.key < $1.key }) {
            guard let earlier = kept[row] else {
                report.line("\(row): not in the baseline")
                continue
            }
            for line in counts.dearer(than: earlier, tolerance: Self.tolerance) {
                dearer += 1
                report.line("dearer: \(row): \(line)")
            }
        }
        if dearer == 0 { report.line("none is more than \(Int(Self.tolerance * 100)) % dearer") }
    }

    private func write(_ report: Report) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let all = kept.merging(measured) { _, new in new }
        try (encoder.encode(all) + Data("\n".utf8)).write(to: Self.file)
        report.text("\nBenchmarks/baseline.json is written")
    }
}

/// The database accesses of one operation. Unlike times, they are the same on every machine.
struct StorageCounts: Codable, Sendable {
    /// The number of read transactions.
    var readings: Double
    /// The number of write transactions.
    var writings: Double
    var statements: Double
    /// How often PostgreSQL's answer is waited for; nil on SQLite.
    var roundTrips: Double?

    /// Divides a reading by the number of its operations.
    init(_ reading: StorageMeter.Reading, roundTrips: Int?, operations: Int) {
        func share(_ count: Int) -> Double { (Double(count) / Double(operations) * 100).rounded() / 100 }
        readings = share(reading.readings)
        writings = share(reading.writings)
        statements = share(reading.statements)
        self.roundTrips = roundTrips.map(share)
    }

    /// Describes the counts that exceed those of `earlier` by more than `tolerance`.
    func dearer(than earlier: StorageCounts, tolerance: Double) -> [String] {
        let pairs = [
            ("transactions that read", readings, earlier.readings),
            ("transactions that write", writings, earlier.writings),
            ("statements", statements, earlier.statements),
            ("round trips", roundTrips ?? 0, earlier.roundTrips ?? roundTrips ?? 0),
        ]
        return pairs.filter { $0.1 > $0.2 * (1 + tolerance) }.map { "\($0.0): \($0.2) → \($0.1)" }
    }
}

extension StorageCounts: CustomStringConvertible {
    var description: String {
        "\(readings) transactions that read, \(writings) that write, \(statements) statements"
            + (roundTrips.map { ", \($0) round trips" } ?? "")
    }
}

package import Storage
package import Telemetry

/// Measures the number of waiting messages every ten seconds, until the task is cancelled.
package struct OutboxGauge: Sendable {
    private let database: Database
    private let measurements: Measurements

    package init(database: Database, measurements: Measurements) {
        self.database = database
        self.measurements = measurements
    }

    /// Measures until the task is cancelled. While the database is unavailable, the gauge keeps its last value;
    /// database faults have their own metric.
    package func run() async {
        await Periodically(every: .seconds(10), start: .atOnce).run { try? await measure() }
    }

    /// - Throws: `StorageFault`.
    package func measure() async throws {
        let waiting = try await database.read(.long) { try OutboxStore($0).backlog().count }
        measurements.set(.outboxWaiting, to: Double(waiting))
    }
}

package import Storage
package import Telemetry

/// Shows how many messages wait, every ten seconds, for as long as the program runs.
package struct OutboxGauge: Sendable {
    private let database: Database
    private let measurements: Measurements

    package init(database: Database, measurements: Measurements) {
        self.database = database
        self.measurements = measurements
    }

    /// A database that is away leaves the last number standing; its faults are counted on their own.
    package func run() async {
        while !Task.isCancelled {
            try? await measure()
            try? await Task.sleep(for: .seconds(10))
        }
    }

    /// - Throws: `StorageFault`.
    package func measure() async throws {
        let waiting = try await database.read(.long) { try OutboxStore($0).backlog().count }
        measurements.set(.outboxWaiting, to: Double(waiting))
    }
}

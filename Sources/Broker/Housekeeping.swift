package import Logging
package import Storage
package import Telemetry

/// Deletes expired data every minute, until the program stops.
///
/// Several brokers can share one database: each deletes only rows that the others have not locked.
package struct Housekeeping: Sendable {
    private let database: Database
    private let time: TimeSource
    private let log: Logger
    private let measurements: Measurements

    /// The maximum number of rows that one transaction changes, so that it does not delay sign-ins.
    static let batch = 2000

    package init(database: Database, time: TimeSource, log: Logger, measurements: Measurements) {
        self.database = database
        self.time = time
        self.log = log
        self.measurements = measurements
    }

    /// Runs a round at once and then every minute, until the task is cancelled.
    package func run() async {
        await Periodically(every: .seconds(60), start: .atOnce).run { await runOnce() }
    }

    /// Runs one round. A failed step is logged and counted, and the other steps still run.
    package func runOnce() async {
        let now = time.now()
        for step in HousekeepingStep.allCases {
            for deletion in step.deletions(at: now) {
                do {
                    try await repeatInBatches(deletion)
                } catch is CancellationError {
                    return
                } catch {
                    measurements.count(.housekeepingFailures, step.rawValue)
                    log.error(
                        "housekeeping: a step failed; it is repeated in a minute",
                        metadata: ["step": "\(step.rawValue)", "fault": "\(error)"])
                }
            }
        }
    }

    /// Deletes in separate transactions until nothing is left, so that other writers can run between them.
    private func repeatInBatches(_ deletion: @escaping HousekeepingStep.Deletion) async throws {
        while try await database.write({ try deletion($0, Self.batch) }) >= Self.batch { await Task.yield() }
    }
}

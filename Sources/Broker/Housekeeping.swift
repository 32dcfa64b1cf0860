package import Logging
package import Storage
package import Telemetry

/// Deletes what is not needed any more, every minute, for as long as the program runs.
///
/// Any number of brokers may do so over one database: each deletes what the others have not locked.
package struct Housekeeping: Sendable {
    private let database: Database
    private let time: TimeSource
    private let log: Logger
    private let measurements: Measurements

    /// The most rows that one transaction changes, so that no sign-in waits long for it.
    static let batch = 2000

    package init(database: Database, time: TimeSource, log: Logger, measurements: Measurements) {
        self.database = database
        self.time = time
        self.log = log
        self.measurements = measurements
    }

    /// Tidies at once and then every minute, until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            await tidy()
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// One round. A step that fails is logged and counted, and the other steps are done all the same.
    package func tidy() async {
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
                        "housekeeping: a step failed, the next round tries it again",
                        metadata: ["step": "\(step.rawValue)", "fault": "\(error)"])
                }
            }
        }
    }

    /// Deletes in transactions of their own until nothing is left, and lets others write between two of them.
    private func repeatInBatches(_ deletion: @escaping HousekeepingStep.Deletion) async throws {
        while try await database.write({ try deletion($0, Self.batch) }) >= Self.batch { await Task.yield() }
    }
}

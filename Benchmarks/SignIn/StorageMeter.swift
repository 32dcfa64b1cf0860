import Storage
import Synchronization

/// Counts the operations of a database and the processor time of its statements, on the threads that run them.
final class StorageMeter: DatabaseDriver {
    struct Reading {
        var readings = 0
        var writings = 0
        var statements = 0
        /// The time of statements, without begin and commit.
        var seconds = 0.0

        /// Returns the share of one operation, rounded.
        func share(of operations: Int) -> Reading {
            Reading(
                readings: readings / operations, writings: writings / operations, statements: statements / operations,
                seconds: seconds / Double(operations))
        }
    }

    private let driver: any DatabaseDriver
    private let meter = Mutex(Reading())

    init(_ driver: any DatabaseDriver) {
        self.driver = driver
    }

    var dialect: Dialect { driver.dialect }

    /// Returns the counts since the last call, and resets them.
    func take() -> Reading {
        meter.withLock { reading in
            defer { reading = Reading() }
            return reading
        }
    }

    func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value {
        meter.withLock { reading in
            switch access {
            case .reading: reading.readings += 1
            case .writing: reading.writings += 1
            }
        }
        return try await driver.transaction(access, extent) { run in
            try body { statement throws(StorageFault) in
                let start = CPUClock.thread
                defer {
                    let spent = CPUClock.thread - start
                    self.meter.withLock { reading in
                        reading.statements += 1
                        reading.seconds += spent
                    }
                }
                return try run(statement)
            }
        }
    }

    func close() async { await driver.close() }
}

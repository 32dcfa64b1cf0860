package import Storage
import Synchronization

/// Records the steps of a database, and makes one of them fail on request.
///
///     let log = StatementLog(failing: 3)
///     let database = test.database.observed(by: log.observer)
package final class StatementLog: Sendable {
    /// The error of the failed step.
    package struct Failure: Error, Equatable {
        package init() {}
    }

    private let failing: Int?
    private let seen = Mutex<[StatementEvent]>([])

    /// - Parameter failing: the number of the step that fails, counted from 1 over begins, statements, commits and
    ///   acknowledged commits; nil for none.
    package init(failing: Int? = nil) {
        self.failing = failing
    }

    package var observer: StatementObserver {
        { [self] event in
            let count = seen.withLock { seen in
                seen.append(event)
                return seen.count
            }
            if count == failing { throw Failure() }
        }
    }

    package var events: [StatementEvent] { seen.withLock { $0 } }

    /// The SQL of the statements, in order.
    package var statements: [String] {
        events.compactMap { if case .statement(let sql) = $0 { sql } else { nil } }
    }

    package func clear() {
        seen.withLock { $0 = [] }
    }
}

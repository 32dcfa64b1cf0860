package import Storage
import Synchronization

/// Keeps what a database does, and fails the step that it is told to fail.
///
///     let log = StatementLog(failing: 3)
///     let database = test.database.observed(by: log.observer)
package final class StatementLog: Sendable {
    /// What the failed step throws.
    package struct Failure: Error, Equatable {
        package init() {}
    }

    private let failing: Int?
    private let seen = Mutex<[StatementEvent]>([])

    /// - Parameter failing: which event fails, counted from 1 over begins, statements, commits and acknowledged
    ///   commits; nil for none.
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

package import Storage
import Synchronization

/// Observes the steps of a database and makes one of them fail: the database is not available, or the connection is
/// lost during the commit.
package final class Saboteur: Sendable {
    private struct State {
        var count = 0
        var isTarget: @Sendable (Int) -> Bool = { _ in false }
        var hasStruck = false
    }

    private let state = Mutex(State())

    package init() {}

    package var observer: StatementObserver {
        { [self] event in
            let isStruck = state.withLock { state in
                state.count += 1
                guard state.isTarget(state.count) else { return false }
                state.hasStruck = true
                return true
            }
            guard isStruck else { return }
            throw event == .committed
                ? StorageFault.outcomeUnknown("sabotage") : StorageFault.unavailable("sabotage")
        }
    }

    /// Restarts the count, and makes this step fail; nil for none.
    package func aim(at step: Int?) {
        aim { $0 == step }
    }

    /// Restarts the count, and makes all these steps fail.
    package func aim(at isTarget: @escaping @Sendable (_ step: Int) -> Bool) {
        state.withLock { $0 = State(isTarget: isTarget) }
    }

    /// The number of steps since the last `aim`.
    package var count: Int { state.withLock { $0.count } }

    package var hasStruck: Bool { state.withLock { $0.hasStruck } }
}

package import Storage
import Synchronization

/// Sees what a database does and fails one step of it, as a machine would: the database is away, or the connection is
/// lost while the transaction is being committed.
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

    /// Counts anew, and fails that step; nil for none.
    package func aim(at step: Int?) {
        aim { $0 == step }
    }

    /// Counts anew, and fails all those steps.
    package func aim(at isTarget: @escaping @Sendable (_ step: Int) -> Bool) {
        state.withLock { $0 = State(isTarget: isTarget) }
    }

    /// How many steps there were since.
    package var count: Int { state.withLock { $0.count } }

    package var hasStruck: Bool { state.withLock { $0.hasStruck } }
}

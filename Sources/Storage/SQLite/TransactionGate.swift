import Synchronization

/// Delays the close of a database until its transactions have ended.
final class TransactionGate: Sendable {
    private struct State {
        var running = 0
        var isClosed = false
        /// The callers of `close` that wait for the last transaction.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Registers the start of a transaction. Call `leave` when it has ended.
    ///
    /// - Throws: `StorageFault.unavailable` once the gate is closed.
    func enter() throws(StorageFault) {
        let isOpen = state.withLock { state in
            if !state.isClosed { state.running += 1 }
            return !state.isClosed
        }
        guard isOpen else { throw .unavailable("the database is closed") }
    }

    func leave() {
        let waiting = state.withLock { state in
            state.running -= 1
            guard state.isClosed, state.running == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Refuses new transactions, and returns when the last one has ended.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.running > 0 { state.waiting.append(continuation) }
                return state.running == 0
            }
            if isIdle { continuation.resume() }
        }
    }
}

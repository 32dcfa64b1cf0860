import Dispatch
import Synchronization

/// The connections that read a file, and the queue of jobs that wait for one, in order of arrival.
///
/// The connection that was returned last is used first: its pages and statements are cached. Unused connections cost
/// almost nothing.
final class SQLiteReaders: Sendable {
    /// Returns a function that delivers the result to the caller. It is called when the connection is free again.
    typealias Job = @Sendable (SQLiteConnection) -> @Sendable () -> Void

    private struct State {
        var free: [SQLiteConnection]
        var waiting: [Job] = []
    }

    private let state: Mutex<State>

    init(_ connections: [SQLiteConnection]) {
        state = Mutex(State(free: connections))
    }

    /// Takes a connection for the calling thread, which must return it; nil when all are in use.
    func take() -> SQLiteConnection? {
        state.withLock { $0.free.popLast() }
    }

    func giveBack(_ connection: SQLiteConnection) {
        let job = state.withLock { state -> Job? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free.append(connection)
            return nil
        }
        if let job { start(job, on: connection) }
    }

    /// Runs a job on another thread, at once or when a connection is free.
    func enqueue(_ job: @escaping Job) {
        let connection = state.withLock { state -> SQLiteConnection? in
            if let connection = state.free.popLast() { return connection }
            state.waiting.append(job)
            return nil
        }
        if let connection { start(job, on: connection) }
    }

    /// Closes the connections. No connection may be in use, and no job may wait.
    func close() {
        let connections = state.withLock { state in
            defer { state.free = [] }
            return state.free
        }
        for connection in connections { connection.close() }
    }

    /// Starts a job on a thread. There are at most as many jobs at a time as connections.
    private func start(_ job: @escaping Job, on connection: SQLiteConnection) {
        DispatchQueue.global().async { [self] in
            let end = job(connection)
            giveBack(connection)
            end()
        }
    }
}

import Dispatch
import Synchronization

/// The connections that read a file, and the jobs that wait for one, first come first served.
///
/// The connection that was given back last is taken first: its pages and statements are warm, and the others cost next
/// to nothing as long as one is enough.
final class SQLiteReaders: Sendable {
    /// Returns what tells its caller the result, which is called when the connection is free again.
    typealias Job = @Sendable (SQLiteConnection) -> @Sendable () -> Void

    private struct State {
        var free: [SQLiteConnection]
        var waiting: [Job] = []
    }

    private let state: Mutex<State>

    init(_ connections: [SQLiteConnection]) {
        state = Mutex(State(free: connections))
    }

    /// A connection for the calling thread, which gives it back; nil when all are in use.
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

    /// Runs a job off the calling thread, at once or when a connection is free.
    func enqueue(_ job: @escaping Job) {
        let connection = state.withLock { state -> SQLiteConnection? in
            if let connection = state.free.popLast() { return connection }
            state.waiting.append(job)
            return nil
        }
        if let connection { start(job, on: connection) }
    }

    /// Closes the connections. None is in use, and nothing waits.
    func close() {
        let connections = state.withLock { state in
            defer { state.free = [] }
            return state.free
        }
        for connection in connections { connection.close() }
    }

    /// At most as many at a time as there are connections.
    private func start(_ job: @escaping Job, on connection: SQLiteConnection) {
        DispatchQueue.global().async { [self] in
            let end = job(connection)
            giveBack(connection)
            end()
        }
    }
}

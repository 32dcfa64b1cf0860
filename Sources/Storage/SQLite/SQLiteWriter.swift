import Dispatch
import Foundation
import Synchronization

/// The thread that writes, with its connection, and the transactions that wait for it.
///
/// Those that wait together share one commit: the disk is waited for once. Each runs in a savepoint of its own, so one
/// that throws undoes itself alone. All learn the result after the commit, those that threw as well: what they saw of
/// the others stands only then.
final class SQLiteWriter: Sendable {
    /// A transaction whose caller waits.
    struct Job: Sendable {
        let extent: Extent
        /// The time from which it waits.
        let enqueuedAt = ContinuousClock.now
        /// Runs the closure. Returns what tells the caller its value, which is called after the commit.
        let run: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
        /// Tells the caller that nothing was changed, and why.
        let fail: @Sendable (any Error) -> Void
    }

    /// How many transactions share a commit at most. The first waits for the last.
    static let largestBatch = 32
    /// How long a transaction waits for its turn at most, like one that waits for a connection to PostgreSQL.
    private static let longestWait = Duration.seconds(5)
    /// How long a change of the schema waits for another program, which may be changing it.
    private static let migrationTimeout = Duration.seconds(900)

    fileprivate struct Queue {
        var waiting: [Job] = []
        /// Whether the thread is at work, or was woken and is about to be.
        var isAwake = false
        var isStopped = false
    }

    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)
    private let thread = DispatchGroup()

    init(_ connection: SQLiteConnection) {
        thread.enter()
        let writer = Thread { [self] in
            while let batch = next() { run(batch, on: connection) }
            connection.close()
            thread.leave()
        }
        writer.name = "sqlite-writer"
        writer.start()
    }

    /// How many transactions wait that the thread has not taken yet.
    var waiting: Int { queue.withLock { $0.waiting.count } }

    func enqueue(_ job: Job) {
        let isAsleep = queue.withLock { queue in
            queue.waiting.append(job)
            defer { queue.isAwake = true }
            return !queue.isAwake
        }
        if isAsleep { wake.signal() }
    }

    /// Lets the thread end when nothing waits any more.
    func stop() {
        let isAsleep = queue.withLock { queue in
            queue.isStopped = true
            defer { queue.isAwake = true }
            return !queue.isAwake
        }
        if isAsleep { wake.signal() }
    }

    /// Returns when the thread has ended.
    func stopped() async {
        await withCheckedContinuation { continuation in
            thread.notify(queue: .global()) { continuation.resume() }
        }
    }

    /// Waits for work. Nil when there will be none any more.
    private func next() -> [Job]? {
        while true {
            let (batch, isStopped) = queue.withLock { queue in
                let batch = queue.takeBatch()
                queue.isAwake = !batch.isEmpty
                return (batch, queue.isStopped)
            }
            if !batch.isEmpty { return batch }
            if isStopped { return nil }
            wake.wait()
        }
    }

    /// Fails the jobs that have waited for another program as long as one transaction may, so that those behind them
    /// do not wait for each of them in turn.
    private func run(_ all: [Job], on connection: SQLiteConnection) {
        let batch = all.filter { job in
            guard job.extent != .migration, .now - job.enqueuedAt > Self.longestWait else { return true }
            job.fail(StorageFault.unavailable("locked by another program for too long"))
            return false
        }
        if batch.count > 1 {
            do {
                try connection.control(.beginWriting)
            } catch {
                for job in batch { job.fail(SQLiteConnection.translated(error)) }
                return
            }
            if let ends = together(batch, on: connection) {
                for end in ends { end() }
                return
            }
            connection.rollBack()
        }
        for job in batch { alone(job, on: connection) }
    }

    private func alone(_ job: Job, on connection: SQLiteConnection) {
        do {
            let timeout = job.extent == .migration ? Self.migrationTimeout : connection.busyTimeout
            let end = try connection.waiting(for: timeout) { try connection.transaction(.writing, job.run) }
            end()
        } catch {
            job.fail(error)
        }
    }

    /// Runs several transactions in one that has begun, and commits it.
    ///
    /// - Returns: what tells the callers their results. Nil when all of it came to nothing: the commit failed, or an
    ///   error such as a full disk rolled back everything. Then each runs again alone, and meets only the fault that is
    ///   its own.
    private func together(_ batch: [Job], on connection: SQLiteConnection) -> [() -> Void]? {
        var ends: [() -> Void] = []
        do {
            for job in batch {
                try connection.control(.savepoint)
                do {
                    ends.append(try job.run(connection))
                } catch {
                    // Fails when the error has rolled back everything, as that of a full disk does.
                    try connection.control(.rollBackToSavepoint)
                    ends.append { job.fail(error) }
                }
                try connection.control(.release)
            }
            try connection.control(.commit)
            return ends
        } catch {
            return nil
        }
    }
}

extension SQLiteWriter.Queue {
    /// The first that wait, as many as may share a commit. A change of the schema shares it with none.
    fileprivate mutating func takeBatch() -> [SQLiteWriter.Job] {
        let isAlone = waiting.first?.extent == .migration
        let following = waiting.prefix(isAlone ? 1 : SQLiteWriter.largestBatch)
        let batch = isAlone ? Array(following) : Array(following.prefix { $0.extent != .migration })
        waiting.removeFirst(batch.count)
        return batch
    }
}

import Dispatch
import Foundation
import Synchronization

/// The thread that writes, with its connection, and the queue of transactions.
///
/// Transactions that wait at the same time share one commit, so that the disk is waited for once. Each runs in a
/// savepoint of its own, so that an error rolls back one transaction only. All callers get their result after the
/// commit, errors included: an error may depend on uncommitted changes of the others.
final class SQLiteWriter: Sendable {
    /// A transaction whose caller waits.
    struct Job: Sendable {
        let extent: Extent
        /// The time at which the job was enqueued.
        let enqueuedAt = ContinuousClock.now
        /// Runs the closure. Returns a function that delivers the result to the caller, to be called after the commit.
        let run: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
        /// Reports an error to the caller. Nothing was changed.
        let fail: @Sendable (any Error) -> Void
    }

    /// The maximum number of transactions that share a commit. The first waits for the last.
    static let largestBatch = 32
    /// The longest time that a transaction waits for its turn, as for a connection to PostgreSQL.
    private static let longestWait = Duration.seconds(5)
    /// How long a schema change waits for another program, which may be changing the schema too.
    private static let migrationTimeout = Duration.seconds(900)

    fileprivate struct Queue {
        var waiting: [Job] = []
        /// Whether the thread is working, or is about to wake.
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

    /// The number of transactions that the thread has not taken.
    var waiting: Int { queue.withLock { $0.waiting.count } }

    func enqueue(_ job: Job) {
        let isAsleep = queue.withLock { queue in
            queue.waiting.append(job)
            defer { queue.isAwake = true }
            return !queue.isAwake
        }
        if isAsleep { wake.signal() }
    }

    /// Ends the thread when the queue is empty.
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

    /// Waits for transactions. Nil after `stop`, when the queue is empty.
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

    /// Runs several transactions inside one that has begun, and commits it.
    ///
    /// - Returns: the functions that deliver the results. Nil when the whole transaction failed: the commit failed, or
    ///   an error such as a full disk rolled back everything. Then each runs again alone, so that each caller gets only
    ///   the fault of its own transaction.
    private func together(_ batch: [Job], on connection: SQLiteConnection) -> [() -> Void]? {
        var ends: [() -> Void] = []
        do {
            for job in batch {
                try connection.control(.savepoint)
                do {
                    ends.append(try job.run(connection))
                } catch {
                    // Fails when the error has already rolled back everything, as a full disk does.
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
    /// Takes the first transactions of the queue, up to the maximum of a commit. A schema change shares its commit with
    /// no other.
    fileprivate mutating func takeBatch() -> [SQLiteWriter.Job] {
        let isAlone = waiting.first?.extent == .migration
        let following = waiting.prefix(isAlone ? 1 : SQLiteWriter.largestBatch)
        let batch = isAlone ? Array(following) : Array(following.prefix { $0.extent != .migration })
        waiting.removeFirst(batch.count)
        return batch
    }
}

import Dispatch
import Foundation
import Storage
import Synchronization

/// Threads that may block, each with a connection of its own, and the queue before them, first come first served.
final class Lanes: Sendable {
    /// What a job gets: a lane to run on, or the reason why not.
    enum Turn {
        case lane(Lane)
        case refused(StorageFault)
    }

    typealias Job = @Sendable (Turn) -> Void

    /// More jobs than this do not wait: the database is away, or hopelessly behind.
    private static let longestQueue = 4096

    private let queue = Mutex(Queue())
    /// One signal for each job, and one for each thread at the end.
    private let signal = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()
    private let configuration: PostgresConfiguration

    init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
        for number in 1...max(1, configuration.connections) {
            threads.enter()
            let thread = Thread { [self] in
                serve()
                threads.leave()
            }
            thread.name = "postgres-\(number)"
            thread.start()
        }
    }

    func enqueue(_ job: @escaping Job) {
        let fault: StorageFault? = queue.withLock { queue in
            if queue.isClosed { return .unavailable("the database was closed") }
            if queue.jobs.count >= Self.longestQueue { return .unavailable("too many transactions wait") }
            queue.jobs.append((job, ContinuousClock.now + configuration.waitTimeout))
            return nil
        }
        if let fault { job(.refused(fault)) } else { signal.signal() }
    }

    /// Takes no more jobs; those that wait are still done, then the connections are closed.
    func close() {
        let wasClosed = queue.withLock { queue in
            defer { queue.isClosed = true }
            return queue.isClosed
        }
        guard !wasClosed else { return }
        for _ in 1...max(1, configuration.connections) { signal.signal() }
    }

    /// Returns when the last connection is closed.
    func ended() async {
        await withCheckedContinuation { continuation in
            threads.notify(queue: .global()) { continuation.resume() }
        }
    }

    private func serve() {
        let lane = Lane(configuration)
        while true {
            signal.wait()
            guard let (job, deadline) = queue.withLock({ $0.jobs.popFirst() }) else { return }
            if ContinuousClock.now > deadline {
                job(.refused(.unavailable("no connection became free within \(configuration.waitTimeout)")))
            } else {
                job(.lane(lane))
            }
        }
    }

    private struct Queue {
        var jobs = FirstInFirstOut()
        var isClosed = false
    }

    /// An array whose front moves: taking the first is cheap, and the rest moves seldom.
    private struct FirstInFirstOut {
        private var elements: [(Job, ContinuousClock.Instant)?] = []
        private var front = 0

        var count: Int { elements.count - front }

        mutating func append(_ element: (Job, ContinuousClock.Instant)) {
            elements.append(element)
        }

        mutating func popFirst() -> (Job, ContinuousClock.Instant)? {
            guard front < elements.count, let element = elements[front] else { return nil }
            elements[front] = nil
            front += 1
            if front > 64, front * 2 > elements.count {
                elements.removeFirst(front)
                front = 0
            }
            return element
        }
    }
}

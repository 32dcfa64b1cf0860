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

    private let roundTrips: RoundTrips

    init(_ configuration: PostgresConfiguration, counting roundTrips: RoundTrips) {
        self.configuration = configuration
        self.roundTrips = roundTrips
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
        let place: Place = queue.withLock { queue in
            if queue.isClosed { return .none(.unavailable("the database was closed")) }
            if queue.jobs.count >= Self.longestQueue { return .none(.unavailable("too many transactions wait")) }
            queue.jobs.append((job, ContinuousClock.now + configuration.waitTimeout))
            return queue.jobs.count > queue.idleLanes ? .behindOthers : .front
        }
        switch place {
        case .none(let fault): job(.refused(fault))
        case .front: signal.signal()
        case .behindOthers:
            signal.signal()
            let wait = DispatchTimeInterval.milliseconds(Int(configuration.waitTimeout.milliseconds) + 1)
            DispatchQueue.global().asyncAfter(deadline: .now() + wait) { [self] in refuseOverdue() }
        }
    }

    private enum Place {
        case none(StorageFault)
        case front
        case behindOthers
    }

    /// Sends away those who have waited long enough, though every lane be stuck.
    private func refuseOverdue() {
        let now = ContinuousClock.now
        while let (job, _) = queue.withLock({ $0.jobs.popFirst(dueBefore: now) }) {
            job(.refused(.unavailable("no connection became free within \(configuration.waitTimeout)")))
        }
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
        let lane = Lane(configuration, counting: roundTrips)
        queue.withLock { $0.idleLanes += 1 }
        while true {
            signal.wait()
            switch queue.withLock({ $0.next() }) {
            case .job(let job):
                job(.lane(lane))
                queue.withLock { $0.idleLanes += 1 }
            // Its job was sent away.
            case .nothing: continue
            case .end: return
            }
        }
    }

    private struct Queue {
        var jobs = FirstInFirstOut()
        var isClosed = false
        var idleLanes = 0

        enum Next {
            case job(Job)
            case nothing
            case end
        }

        mutating func next() -> Next {
            guard let (job, _) = jobs.popFirst() else { return isClosed ? .end : .nothing }
            idleLanes -= 1
            return .job(job)
        }
    }

    /// An array whose front moves: taking the first is cheap, and the rest moves seldom.
    private struct FirstInFirstOut {
        private var elements: [(Job, ContinuousClock.Instant)?] = []
        private var front = 0

        var count: Int { elements.count - front }

        mutating func append(_ element: (Job, ContinuousClock.Instant)) {
            elements.append(element)
        }

        /// The first, if its time was over before `now`: those behind it came later.
        mutating func popFirst(dueBefore now: ContinuousClock.Instant) -> (Job, ContinuousClock.Instant)? {
            guard front < elements.count, let element = elements[front], element.1 <= now else { return nil }
            return popFirst()
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

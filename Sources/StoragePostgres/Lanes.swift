import Dispatch
import Foundation
import Storage
import Synchronization

/// A pool of threads that may block, each with a connection of its own, and the queue of jobs in order of arrival.
final class Lanes: Sendable {
    /// The argument of a job: a lane to run on, or the reason why there is none.
    enum Turn {
        case lane(Lane)
        case refused(StorageFault)
    }

    typealias Job = @Sendable (Turn) -> Void

    /// The maximum length of the queue. A longer queue means that the database is down or severely overloaded.
    private static let longestQueue = 4096

    private let queue = Mutex(Queue())
    /// Signalled once for each job, and once for each thread at the end.
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

    /// Refuses the jobs that have waited too long, even when every lane is blocked.
    private func refuseOverdue() {
        let now = ContinuousClock.now
        while let (job, _) = queue.withLock({ $0.jobs.popFirst(dueBefore: now) }) {
            job(.refused(.unavailable("no connection became free within \(configuration.waitTimeout)")))
        }
    }

    /// Refuses new jobs. Waiting jobs still run, then the connections are closed.
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
            // The job was refused meanwhile.
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

    /// A queue in an array with a moving start: removing the first job is cheap, and the rest is rarely moved.
    private struct FirstInFirstOut {
        private var elements: [(Job, ContinuousClock.Instant)?] = []
        private var front = 0

        var count: Int { elements.count - front }

        mutating func append(_ element: (Job, ContinuousClock.Instant)) {
            elements.append(element)
        }

        /// Removes the first job if its deadline was before `now`. Later jobs have later deadlines.
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

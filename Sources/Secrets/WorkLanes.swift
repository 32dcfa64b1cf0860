import Dispatch
import Synchronization

/// A fixed number of threads for work that keeps a core busy, and a bounded queue before them.
///
/// The cooperative threads stay free for everybody else. Each lane is a serial queue, which has a thread of its own;
/// a concurrent one would share the threads that run Swift's tasks.
package final class WorkLanes: Sendable {
    private struct State {
        var idle: [Int]
        var waiting: [@Sendable () -> Void] = []
        /// How many pieces of work can still be promised to run.
        var places: Int
    }

    private let lanes: [DispatchQueue]
    private let state: Mutex<State>

    package init(lanes count: Int, maximumWaiting: Int) {
        precondition(count > 0 && maximumWaiting >= 0, "work needs at least one lane")
        lanes = (0..<count).map { DispatchQueue(label: "aldaba.lane.\($0)") }
        state = Mutex(State(idle: Array(0..<count), places: count + maximumWaiting))
    }

    /// Promises a place, on a lane or in the queue: for what must not begin unless its work is sure to run.
    ///
    /// - Throws: `Overloaded` at once when none is left.
    package func reserve() throws(Overloaded) -> Place {
        let isFree = state.withLock { state in
            guard state.places > 0 else { return false }
            state.places -= 1
            return true
        }
        guard isFree else { throw Overloaded() }
        return Place(lanes: self)
    }

    /// A place that was promised. It is free again when this is let go, used or not.
    package struct Place: ~Copyable, Sendable {
        fileprivate let lanes: WorkLanes

        /// Runs the work on a free lane, or when one becomes free.
        package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
            await withCheckedContinuation { continuation in
                lanes.begin { continuation.resume(returning: work()) }
            }
        }

        deinit { lanes.state.withLock { $0.places += 1 } }
    }

    /// Runs the work on a free lane, or when one becomes free.
    ///
    /// - Throws: `Overloaded` at once when the queue is full. Work that was accepted always runs.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(Overloaded) -> Value {
        let place = try reserve()
        return await place.run(work)
    }

    private func begin(_ job: @escaping @Sendable () -> Void) {
        let lane = state.withLock { state -> Int? in
            if let lane = state.idle.popLast() { return lane }
            state.waiting.append(job)
            return nil
        }
        if let lane { lanes[lane].async { self.drain(lane, from: job) } }
    }

    private func drain(_ lane: Int, from first: @escaping @Sendable () -> Void) {
        var job = first
        while true {
            job()
            let next = state.withLock { state -> (@Sendable () -> Void)? in
                guard !state.waiting.isEmpty else {
                    state.idle.append(lane)
                    return nil
                }
                return state.waiting.removeFirst()
            }
            guard let next else { return }
            job = next
        }
    }
}

/// More work waits than the machine should promise: come again later.
package struct Overloaded: Error, Hashable {}

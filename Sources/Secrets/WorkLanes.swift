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
    }

    private let lanes: [DispatchQueue]
    private let maximumWaiting: Int
    private let state: Mutex<State>

    package init(lanes count: Int, maximumWaiting: Int) {
        precondition(count > 0 && maximumWaiting >= 0, "work needs at least one lane")
        lanes = (0..<count).map { DispatchQueue(label: "aldaba.lane.\($0)") }
        self.maximumWaiting = maximumWaiting
        state = Mutex(State(idle: Array(0..<count)))
    }

    /// Runs the work on a free lane, or when one becomes free.
    ///
    /// - Throws: `Overloaded` at once when the queue is full. Work that was accepted always runs.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws(Overloaded) -> Value {
        let outcome: Result<Value, Overloaded> = await withCheckedContinuation { continuation in
            let accepted = admit { continuation.resume(returning: .success(work())) }
            if !accepted { continuation.resume(returning: .failure(Overloaded())) }
        }
        return try outcome.get()
    }

    private func admit(_ job: @escaping @Sendable () -> Void) -> Bool {
        enum Admission { case lane(Int), waits, full }
        let admission = state.withLock { state -> Admission in
            if let lane = state.idle.popLast() { return .lane(lane) }
            guard state.waiting.count < maximumWaiting else { return .full }
            state.waiting.append(job)
            return .waits
        }
        switch admission {
        case .lane(let lane): lanes[lane].async { self.drain(lane, from: job) }
        case .waits: break
        case .full: return false
        }
        return true
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

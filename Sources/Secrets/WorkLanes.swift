import Dispatch
import Synchronization

/// A fixed number of threads for work that occupies a core, with bounded queues.
///
/// The cooperative threads stay free for all other work. Each lane is a serial dispatch queue with a dedicated thread.
/// A concurrent queue would share the threads that run Swift's tasks.
///
/// Work of known parties comes first and has reserved places. After two of these jobs, a waiting job of an unknown
/// party runs. Parties take turns, and each has a share of the places. So a flood from one party delays the other
/// parties by no more than its turn.
package final class WorkLanes: Sendable {
    private let lanes: [DispatchQueue]
    private let limits: Limits
    private let state: Mutex<State>

    /// - Parameters:
    ///   - maximumWaiting: The most jobs of unknown parties that may wait, in addition to the jobs that run.
    ///   - maximumKnownWaiting: The same for known parties. Unknown parties cannot take these places.
    ///   - share: The most places that one party may hold at once.
    package init(
        lanes count: Int, maximumWaiting: Int, maximumKnownWaiting: Int = 64, share: Int = .max
    ) {
        precondition(count > 0 && maximumWaiting >= 0 && share > 0, "work needs at least one lane")
        lanes = (0..<count).map { DispatchQueue(label: "aldaba.lane.\($0)") }
        limits = Limits(unknown: count + maximumWaiting, known: count + maximumKnownWaiting, share: share)
        state = Mutex(State(idle: Array(0..<count)))
    }

    /// The person or the network for which a job runs.
    package enum Party: Hashable, Sendable {
        /// A person in a known browser, identified by this text. All browsers of one person are one party.
        case known(String)
        /// A network or another source, identified by this text.
        case unknown(String)
    }

    private struct Limits {
        let unknown: Int
        let known: Int
        let share: Int
    }

    private struct State {
        var idle: [Int]
        var queue = TurnQueue<@Sendable () -> Void>()
        /// The number of reserved places of each party.
        var places: [Party: Int] = [:]
        var unknown = 0
        var known = 0
    }

    /// Reserves a place on a lane or in the queue. For callers that must not begin unless their work is sure to run.
    ///
    /// - Throws: `Overloaded` at once when no place is left for this party.
    package func reserve(for party: Party = .unknown("")) throws(Overloaded) -> Place {
        let isFree = state.withLock { state in
            let held = state.places[party, default: 0]
            switch party {
            case .known:
                guard state.known < limits.known, held < limits.share else { return false }
                state.known += 1
            case .unknown:
                guard state.unknown < limits.unknown, held < limits.share else { return false }
                state.unknown += 1
            }
            state.places[party] = held + 1
            return true
        }
        guard isFree else { throw Overloaded() }
        return Place(lanes: self, party: party)
    }

    /// A reserved place. It becomes free when this value is destroyed, used or not.
    package struct Place: ~Copyable, Sendable {
        fileprivate let lanes: WorkLanes
        fileprivate let party: Party

        /// Runs the work on a lane, as soon as one is free.
        package func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
            await withCheckedContinuation { [party] continuation in
                lanes.begin(party) { continuation.resume(returning: work()) }
            }
        }

        deinit { lanes.release(party) }
    }

    /// Runs the work on a lane, as soon as one is free.
    ///
    /// - Throws: `Overloaded` at once when the queue is full. Work that was accepted always runs.
    package func run<Value: Sendable>(
        for party: Party = .unknown(""), _ work: @escaping @Sendable () -> Value
    ) async throws(Overloaded) -> Value {
        let place = try reserve(for: party)
        return await place.run(work)
    }

    private func release(_ party: Party) {
        state.withLock { state in
            let held = state.places[party, default: 1] - 1
            state.places[party] = held == 0 ? nil : held
            switch party {
            case .known: state.known -= 1
            case .unknown: state.unknown -= 1
            }
        }
    }

    private func begin(_ party: Party, _ job: @escaping @Sendable () -> Void) {
        let lane = state.withLock { state -> Int? in
            if let lane = state.idle.popLast() { return lane }
            state.queue.append(job, of: party)
            return nil
        }
        if let lane { lanes[lane].async { self.drain(lane, from: job) } }
    }

    private func drain(_ lane: Int, from first: @escaping @Sendable () -> Void) {
        var job = first
        while true {
            job()
            let next = state.withLock { state -> (@Sendable () -> Void)? in
                guard let next = state.queue.next() else {
                    state.idle.append(lane)
                    return nil
                }
                return next
            }
            guard let next else { return }
            job = next
        }
    }
}

/// Too much work waits. The caller may try again later.
package struct Overloaded: Error, Hashable {}

import Dispatch
import Synchronization
import Testing

@testable import Secrets

@Suite(.timeLimit(.minutes(1))) struct WorkLanesTests {
    /// Work that reports its start and runs until it is released.
    private final class Turnstile: Sendable {
        private let state = Mutex((inside: 0, most: 0))
        private let release = DispatchSemaphore(value: 0)
        private let entries: AsyncStream<Void>
        private let entry: AsyncStream<Void>.Continuation

        init() { (entries, entry) = AsyncStream.makeStream() }

        func pass() {
            state.withLock {
                $0.inside += 1
                $0.most = max($0.most, $0.inside)
            }
            entry.yield()
            release.wait()
            state.withLock { $0.inside -= 1 }
        }

        func entered(_ count: Int) async {
            var iterator = entries.makeAsyncIterator()
            for _ in 0..<count { await iterator.next() }
        }

        func open(_ count: Int) {
            for _ in 0..<count { release.signal() }
        }

        var most: Int { state.withLock { $0.most } }
    }

    @Test(arguments: [1, 2, 5])
    func `runs as many jobs at once as there are lanes, and never more`(_ count: Int) async throws {
        let lanes = WorkLanes(lanes: count, maximumWaiting: 20)
        let turnstile = Turnstile()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<(count + 20) {
                group.addTask { try await lanes.run { turnstile.pass() } }
            }
            await turnstile.entered(count)
            turnstile.open(count + 20)
            try await group.waitForAll()
        }
        #expect(turnstile.most == count)
    }

    @Test func `refuses jobs beyond the queue at once`() async throws {
        let lanes = WorkLanes(lanes: 1, maximumWaiting: 1)
        let turnstile = Turnstile()
        async let running: Void = lanes.run { turnstile.pass() }
        await turnstile.entered(1)
        await withTaskGroup(of: Int?.self) { group in
            for number in 1...2 {
                group.addTask { try? await lanes.run { number } }
            }
            // While the lane is occupied, only a refusal can return.
            let first = await group.next()
            #expect(first == .some(nil))
            turnstile.open(1)
            let second = await group.next()
            #expect(second == .some(1) || second == .some(2))
        }
        try await running
        #expect(try await lanes.run { 3 } == 3)
    }

    @Test func `keeps a reserved place until it is released`() async throws {
        let lanes = WorkLanes(lanes: 1, maximumWaiting: 1)
        let place = try lanes.reserve()
        let other = try lanes.reserve()
        await #expect(throws: Overloaded.self) { _ = try await lanes.run { 1 } }
        let number = await other.run { 2 }
        #expect(number == 2)
        release(other)
        #expect(try await lanes.run { 3 } == 3)
        release(place)
        let first = try lanes.reserve()
        let second = try lanes.reserve()
        #expect(throws: Overloaded.self) { release(try lanes.reserve()) }
        release(first)
        release(second)
    }

    @Test func `one unknown party has a share, and known parties have separate places`() throws {
        let lanes = WorkLanes(lanes: 1, maximumWaiting: 3, maximumKnownWaiting: 2, share: 2)
        let first = try lanes.reserve(for: .unknown("a"))
        let second = try lanes.reserve(for: .unknown("a"))
        #expect(throws: Overloaded.self) { release(try lanes.reserve(for: .unknown("a"))) }
        let third = try lanes.reserve(for: .unknown("b"))
        let fourth = try lanes.reserve(for: .unknown("c"))
        #expect(throws: Overloaded.self) { release(try lanes.reserve(for: .unknown("d"))) }
        let known = try lanes.reserve(for: .known("k"))
        let again = try lanes.reserve(for: .known("k"))
        #expect(throws: Overloaded.self, "one known party has a share as well") {
            release(try lanes.reserve(for: .known("k")))
        }
        let other = try lanes.reserve(for: .known("l"))
        #expect(throws: Overloaded.self) { release(try lanes.reserve(for: .known("m"))) }
        release(again)
        release(other)
        release(first)
        release(second)
        release(third)
        release(fourth)
        release(known)
        release(try lanes.reserve(for: .unknown("a")))
        // Every place of a known party is free again.
        for _ in 0..<4 { release(try lanes.reserve(for: .known("k"))) }
    }

    @Test func `parties take turns, and an unknown party runs after two known ones`() {
        var queue = TurnQueue<String>()
        for number in 1...3 { queue.append("a\(number)", of: .unknown("a")) }
        queue.append("b1", of: .unknown("b"))
        queue.append("c1", of: .unknown("c"))
        for number in 1...4 { queue.append("k\(number)", of: .known("k")) }
        queue.append("l1", of: .known("l"))
        var order: [String] = []
        while let next = queue.next() { order.append(next) }
        #expect(order == ["k1", "l1", "a1", "k2", "k3", "b1", "k4", "c1", "a2", "a3"])
    }

    /// The bug: a known party that always had a job blocked all unknown parties.
    @Test(arguments: 0..<5) func `a known party that is never idle lets an unknown party run within three jobs`(
        _ before: Int
    ) {
        var queue = TurnQueue<String>()
        queue.append("known", of: .known("k"))
        let next = {
            let job = queue.next()
            if job == "known" { queue.append("known", of: .known("k")) }
            return job
        }
        for _ in 0..<before { #expect(next() == "known") }
        queue.append("unknown", of: .unknown("a"))
        #expect([next(), next(), next()].contains("unknown"))
        #expect(next() == "known")
    }

    private func release(_ place: consuming WorkLanes.Place) {}

    @Test func `does not block the threads of tasks`() async throws {
        let lanes = WorkLanes(lanes: 16, maximumWaiting: 0)
        let turnstile = Turnstile()
        let held = (0..<16).map { _ in Task { try await lanes.run { turnstile.pass() } } }
        await turnstile.entered(16)
        var ticks = 0
        for _ in 0..<100 { ticks += await Task { 1 }.value }
        #expect(ticks == 100)
        turnstile.open(16)
        for task in held { try await task.value }
    }
}

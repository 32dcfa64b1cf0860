import Synchronization
import Testing

@testable import Broker

struct PeriodicallyTests {
    private struct Fault: Error, Equatable {
        let number: Int
    }

    /// What happens in the loop, in order: "run" and "pause".
    private final class Course: Sendable {
        private let entries = Mutex<[String]>([])

        func add(_ entry: String) { entries.withLock { $0.append(entry) } }

        var all: [String] { entries.withLock { $0 } }

        /// Returns a pause that ends the loop the third time.
        var sleep: @Sendable (Duration) async throws -> Void {
            { [self] duration in
                add("pause \(duration.components.seconds)")
                if all.count(where: { $0.hasPrefix("pause") }) == 3 { throw CancellationError() }
            }
        }
    }

    private let course = Course()

    private func loop(_ start: Periodically.Start = .afterPause) -> Periodically {
        Periodically(every: .seconds(7), start: start, sleep: course.sleep)
    }

    @Test func `runs after each pause`() async {
        await loop().run { course.add("run") }
        #expect(course.all == ["pause 7", "run", "pause 7", "run", "pause 7"])
    }

    @Test func `runs at once and after each pause`() async {
        await loop(.atOnce).run { course.add("run") }
        #expect(course.all == ["run", "pause 7", "run", "pause 7", "run", "pause 7"])
    }

    @Test func `reports each failure and continues`() async {
        var runs = 0
        var reported: [Fault] = []
        await loop(.atOnce).run {
            runs += 1
            if runs != 2 { throw Fault(number: runs) }
        } onFailure: {
            if let fault = $0 as? Fault { reported.append(fault) }
        }
        #expect(runs == 3)
        #expect(reported == [Fault(number: 1), Fault(number: 3)])
    }

    @Test func `does not report a cancellation, and continues when it is another task's`() async {
        var runs = 0
        await loop(.atOnce).run {
            runs += 1
            throw CancellationError()
        } onFailure: {
            Issue.record($0)
        }
        #expect(runs == 3)
    }

    @Test(arguments: [Periodically.Start.atOnce, .afterPause])
    func `does not run in a cancelled task`(_ start: Periodically.Start) async {
        let task = Task { [course] in
            withUnsafeCurrentTask { $0?.cancel() }
            await Periodically(every: .zero, start: start).run { course.add("run") }
        }
        await task.value
        #expect(course.all == [])
    }

    @Test func `ends when it is cancelled in a run`() async {
        let task = Task { [course] in
            await Periodically(every: .zero, start: .atOnce).run {
                course.add("run")
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await task.value
        #expect(course.all == ["run"])
    }

    @Test(.timeLimit(.minutes(1))) func `ends a long pause at once when it is cancelled`() async {
        let (runs, run) = AsyncStream<Void>.makeStream()
        let task = Task { await Periodically(every: .seconds(3600), start: .atOnce).run { run.yield() } }
        for await _ in runs { break }
        task.cancel()
        await task.value
    }
}

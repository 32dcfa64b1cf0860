import Dispatch
import Foundation
import Synchronization

/// Commits one fault, named by its argument: a sanitizer that stays silent does not see what it is for.
@main enum SanitizerControl {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "use-after-free": useAfterFree()
        case "leak": leak()
        case "race": race()
        case "race-beside-a-lock": raceBesideALock()
        case "lock": lock()
        default: print("SanitizerControl use-after-free|leak|race|race-beside-a-lock|lock")
        }
    }

    private static func useAfterFree() {
        let memory = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        memory.initialize(to: 1)
        memory.deallocate()
        print(memory.pointee)
    }

    @inline(never) private static func leak() {
        for _ in 0..<8 { memset(malloc(4_096), 1, 4_096) }
    }

    /// Two threads write without a lock.
    private static func race() {
        let counter = Counter()
        onTwoThreads { _ in counter.value += 1 }
        print(counter.value)
    }

    /// One thread writes under the lock, the other beside it.
    private static func raceBesideALock() {
        let counter = Counter()
        let lock = Mutex(0)
        onTwoThreads { isFirst in
            if isFirst { lock.withLock { _ in counter.value += 1 } } else { counter.value += 1 }
        }
        print(counter.value)
    }

    /// Two threads write under the lock, so often that they wait for each other.
    private static func lock() {
        let counter = Counter()
        let lock = Mutex(0)
        onTwoThreads { _ in lock.withLock { _ in counter.value += 1 } }
        print(counter.value)
    }

    /// Two threads that begin together: the end of one must not lie before the beginning of the other.
    private static func onTwoThreads(_ work: @escaping @Sendable (_ isFirst: Bool) -> Void) {
        let (ready, start, done) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        for isFirst in [true, false] {
            Thread.detachNewThread {
                ready.signal()
                start.wait()
                for _ in 0..<10_000 {
                    work(isFirst)
                    // On one processor the other thread would else begin when this one has ended.
                    sched_yield()
                }
                done.signal()
            }
        }
        for _ in 0..<2 { ready.wait() }
        for _ in 0..<2 { start.signal() }
        for _ in 0..<2 { done.wait() }
    }

    /// Shared without protection: the fault itself.
    private final class Counter: @unchecked Sendable {
        var value = 0
    }
}

import Dispatch
import Foundation
import Synchronization

/// Causes the fault that its argument names. A sanitizer that reports nothing does not work.
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

    /// One thread writes with the lock, the other without it.
    private static func raceBesideALock() {
        let counter = Counter()
        let lock = Mutex(0)
        onTwoThreads { isFirst in
            if isFirst { lock.withLock { _ in counter.value += 1 } } else { counter.value += 1 }
        }
        print(counter.value)
    }

    /// Two threads write with the lock, so often that they wait for each other.
    private static func lock() {
        let counter = Counter()
        let lock = Mutex(0)
        onTwoThreads { _ in lock.withLock { _ in counter.value += 1 } }
        print(counter.value)
    }

    /// Starts two threads at the same time: one must not end before the other starts.
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
                    // Otherwise, on one processor, the other thread starts after the end of this one.
                    sched_yield()
                }
                done.signal()
            }
        }
        for _ in 0..<2 { ready.wait() }
        for _ in 0..<2 { start.signal() }
        for _ in 0..<2 { done.wait() }
    }

    /// The value that is shared without protection.
    private final class Counter: @unchecked Sendable {
        var value = 0
    }
}

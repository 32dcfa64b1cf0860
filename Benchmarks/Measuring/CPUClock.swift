import Foundation

/// Processor time that was spent, in seconds: it does not count while others have the machine.
enum CPUClock {
    /// Of the whole process, all its threads together.
    static var process: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// Of the calling thread alone.
    static var thread: Double { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        // Seconds and nanoseconds, read by place: which module the structure's members belong to depends on what else
        // is imported.
        withUnsafeTemporaryAllocation(of: timespec.self, capacity: 1) { time in
            guard let place = time.baseAddress, clock_gettime(clock, place) == 0 else { return 0 }
            let words = UnsafeRawBufferPointer(time)
            return Double(words.load(as: Int.self))
                + Double(words.load(fromByteOffset: MemoryLayout<Int>.size, as: Int.self)) / 1e9
        }
    }
}

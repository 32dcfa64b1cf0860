import Foundation

/// The used processor time, in seconds. Time of other programs does not count.
enum CPUClock {
    /// The time of all threads of the process.
    static var process: Double { read(CLOCK_PROCESS_CPUTIME_ID) }

    /// The time of the calling thread.
    static var thread: Double { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ clock: clockid_t) -> Double {
        // Reads seconds and nanoseconds by position: the module of the structure's members depends on other imports.
        withUnsafeTemporaryAllocation(of: timespec.self, capacity: 1) { time in
            guard let place = time.baseAddress, clock_gettime(clock, place) == 0 else { return 0 }
            let words = UnsafeRawBufferPointer(time)
            return Double(words.load(as: Int.self))
                + Double(words.load(fromByteOffset: MemoryLayout<Int>.size, as: Int.self)) / 1e9
        }
    }
}

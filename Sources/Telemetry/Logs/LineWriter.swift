import Dispatch
import Foundation
import Synchronization

/// Writes lines to a descriptor on a thread of its own, so that a stopped reader does not block the program.
///
/// Lines wait in a bounded buffer. A line that does not fit is dropped and counted. When the descriptor accepts lines
/// again, one line reports how many were lost.
package final class LineWriter: Sendable {
    /// The maximum memory for lines that wait for a stopped reader, in bytes.
    package static let standardCapacity = 1_048_576

    private struct State {
        var waiting: [[UInt8]] = []
        var waitingBytes = 0
        /// Whether lines were taken from the buffer and are not yet written.
        var isWriting = false
        /// The number of dropped lines that no line has reported.
        var lost = 0
        var isStarted = false
        /// Whether the thread has been woken.
        var isWoken = false
        var onLoss: @Sendable (Int) -> Void = { _ in }
        /// Signalled when the buffer is empty.
        var flushes: [DispatchSemaphore] = []
    }

    private let descriptor: Int32
    private let capacity: Int
    private let lossLine: @Sendable (Int) -> [UInt8]
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - descriptor: must stay open as long as this object exists.
    ///   - capacity: the maximum number of bytes that wait.
    ///   - lossLine: makes the line that reports the number of lost lines, its line break included.
    package init(
        to descriptor: Int32, capacity: Int = standardCapacity, lossLine: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.descriptor = descriptor
        self.capacity = capacity
        self.lossLine = lossLine
    }

    /// Queues a line, its line break included, and returns immediately. A line that does not fit is dropped and
    /// counted.
    package func write(_ line: [UInt8]) {
        let (isFirst, isAsleep, onLoss) = state.withLock { state in
            let fits = state.waitingBytes + line.count <= capacity
            if fits {
                state.waiting.append(line)
                state.waitingBytes += line.count
            } else {
                state.lost += 1
            }
            defer { (state.isStarted, state.isWoken) = (true, true) }
            return (!state.isStarted, !state.isWoken, fits ? nil : state.onLoss)
        }
        if isFirst { Thread.detachNewThread { self.run() } }
        if isAsleep { work.signal() }
        onLoss?(1)
    }

    /// Calls the function with the number of lost lines, each time that lines are lost from now on.
    package func reportLosses(to onLoss: @escaping @Sendable (Int) -> Void) {
        state.withLock { $0.onLoss = onLoss }
    }

    /// Waits until every line so far is written, or the time limit passes: the end of the program must not wait for a
    /// stopped reader.
    ///
    /// - Returns: whether all lines were written.
    @discardableResult
    package func flush(within timeout: Duration = .seconds(2)) -> Bool {
        let done = DispatchSemaphore(value: 0)
        let isIdle = state.withLock { state in
            let isIdle = state.waiting.isEmpty && !state.isWriting
            if !isIdle { state.flushes.append(done) }
            return isIdle
        }
        return isIdle || done.wait(timeout: .now() + (timeout / .seconds(1))) == .success
    }

    private func run() {
        while true {
            work.wait()
            let (lines, lost) = state.withLock { state in
                defer {
                    (state.waiting, state.waitingBytes) = ([], 0)
                    (state.isWriting, state.isWoken) = (true, false)
                }
                return (state.waiting, state.lost)
            }
            var unwritten = 0
            for batch in Self.batches(lines) where !put(batch.octets) { unwritten += batch.count }
            let isReported = lost > 0 && put(lossLine(lost))
            let onLoss = state.withLock { state in
                if isReported { state.lost -= lost }
                state.lost += unwritten
                return state.onLoss
            }
            if unwritten > 0 { onLoss(unwritten) }
            let flushes = state.withLock { state in
                state.isWriting = false
                guard state.waiting.isEmpty else { return [DispatchSemaphore]() }
                defer { state.flushes = [] }
                return state.flushes
            }
            for flush in flushes { flush.signal() }
        }
    }

    /// Joins lines into writes of at most 32 KiB, or of one line.
    private static func batches(_ lines: [[UInt8]]) -> [(octets: [UInt8], count: Int)] {
        var batches: [(octets: [UInt8], count: Int)] = []
        for line in lines {
            if let last = batches.indices.last, batches[last].octets.count + line.count <= 32_768 {
                batches[last].octets += line
                batches[last].count += 1
            } else {
                batches.append((line, 1))
            }
        }
        return batches
    }

    /// Writes whole lines. Returns false when the descriptor accepts no more lines, for example a pipe without a
    /// reader.
    private func put(_ line: [UInt8]) -> Bool {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                rest = rest.dropFirst(written)
                continue
            }
            guard written < 0, errno == EINTR || errno == EAGAIN else { return false }
            if errno == EAGAIN {
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = Foundation.poll(&poll, 1, -1)
            }
        }
        return true
    }
}

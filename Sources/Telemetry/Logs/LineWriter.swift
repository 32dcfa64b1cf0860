import Dispatch
import Foundation
import Synchronization

/// Writes lines to a descriptor on a thread of its own, so that a reader who stops reading stops nobody else.
///
/// Lines wait in a bounded buffer. A line that does not fit is dropped and counted; as soon as the descriptor takes
/// lines again, one line says how many were lost.
package final class LineWriter: Sendable {
    /// A stopped reader costs this much memory at most.
    package static let standardCapacity = 1_048_576

    private struct State {
        var waiting: [[UInt8]] = []
        var waitingBytes = 0
        /// Lines taken out of the buffer that are not written yet.
        var isWriting = false
        /// Lines dropped since the last line that said so.
        var lost = 0
        var isStarted = false
        /// Whether the thread knows that there is something to do.
        var isWoken = false
        var onLoss: @Sendable (Int) -> Void = { _ in }
        /// Signalled once nothing waits any more.
        var flushes: [DispatchSemaphore] = []
    }

    private let descriptor: Int32
    private let capacity: Int
    private let lossLine: @Sendable (Int) -> [UInt8]
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - descriptor: stays open as long as this object.
    ///   - capacity: the most bytes that wait.
    ///   - lossLine: the line that says how many lines were lost, its line break included.
    package init(
        to descriptor: Int32, capacity: Int = standardCapacity, lossLine: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.descriptor = descriptor
        self.capacity = capacity
        self.lossLine = lossLine
    }

    /// Queues a line, its line break included, and returns at once. One that does not fit is dropped and counted.
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

    /// Calls the function with the number of lines lost, each time that lines are lost from now on.
    package func reportLosses(to onLoss: @escaping @Sendable (Int) -> Void) {
        state.withLock { $0.onLoss = onLoss }
    }

    /// Waits until every line so far is written, or the time is over: a program that ends must not hang for a reader.
    ///
    /// - Returns: whether all of them were written.
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
            for line in lines where !put(line) { unwritten += 1 }
            let isSaid = lost > 0 && put(lossLine(lost))
            let onLoss = state.withLock { state in
                if isSaid { state.lost -= lost }
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

    /// Writes a line whole. False when the descriptor takes no more lines, such as a pipe that nobody reads.
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

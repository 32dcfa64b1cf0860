import Foundation
import Synchronization
import Testing

@testable import Telemetry

/// Tests a pipe whose reader stops reading.
/// The time limit detects a writer that waits without end. No test depends on speed.
@Suite(.timeLimit(.minutes(1)))
struct LineWriterTests {
    private final class Pipe: Sendable {
        let reading: Int32
        let writing: Int32

        init(isBlocking: Bool = true) {
            // As in the program: a closed reader must not end the process.
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [-1, -1]
            precondition(pipe(&ends) == 0)
            (reading, writing) = (ends[0], ends[1])
            if !isBlocking { precondition(fcntl(writing, F_SETFL, O_NONBLOCK) == 0) }
        }

        /// Whether the pipe accepts less than one more page.
        var isFull: Bool {
            var state = pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)
            return poll(&state, 1, 0) == 0
        }

        /// Returns the written lines, read until there are enough of them.
        func lines(until isEnough: ([String]) -> Bool) -> [String] {
            var octets: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Foundation.read(reading, &buffer, buffer.count)
                octets += buffer[..<max(0, count)]
                let lines = String(decoding: octets, as: UTF8.self).split(separator: "\n").map(String.init)
                if count <= 0 || octets.last == 0x0A && isEnough(lines) { return lines }
            }
        }

        deinit {
            close(reading)
            close(writing)
        }
    }

    private static func line(_ number: Int) -> [UInt8] {
        Array("line \(number) \(String(repeating: "x", count: 1000))\n".utf8)
    }

    private static func lossLine(_ lost: Int) -> [UInt8] { Array("lost \(lost)\n".utf8) }

    @Test(arguments: [true, false])
    func `a full pipe does not block writers, and lost lines are counted`(_ isBlocking: Bool) throws {
        let pipe = Pipe(isBlocking: isBlocking)
        let writer = LineWriter(to: pipe.writing, capacity: 10_000, lossLine: Self.lossLine)
        let counted = Mutex(0)
        writer.reportLosses { lost in counted.withLock { $0 += lost } }
        var count = 0
        func write(_ lines: Int) {
            for number in count..<count + lines { writer.write(Self.line(number)) }
            count += lines
        }
        while !pipe.isFull { write(1) }
        // More than the free space of the pipe and the buffer. A writer that waits for the reader would block here.
        write(100)
        #expect(!writer.flush(within: .milliseconds(1)))
        let lost = counted.withLock { $0 }
        #expect(lost > 0)

        // All accepted lines arrive, complete and in order. The count of the lost lines follows.
        func lossCount(_ lines: [String]) -> Int {
            lines.filter { $0.hasPrefix("lost ") }.compactMap { Int($0.dropFirst(5)) }.reduce(0, +)
        }
        let lines = pipe.lines { lines in lossCount(lines) >= lost }
        #expect(lossCount(lines) == lost)
        let numbers = lines.filter { $0.hasPrefix("line ") }.compactMap { Int($0.split(separator: " ")[1]) }
        #expect(numbers.count == count - lost)
        #expect(numbers == numbers.sorted())
        #expect(lines.filter { $0.hasPrefix("line ") }.allSatisfy { $0.hasSuffix(String(repeating: "x", count: 1000)) })
    }

    @Test func `flush writes all lines before the end`() {
        let pipe = Pipe()
        let writer = LineWriter(to: pipe.writing, lossLine: Self.lossLine)
        for number in 0..<20 { writer.write(Self.line(number)) }
        #expect(writer.flush(within: .seconds(50)))
        #expect(pipe.lines { $0.count >= 20 }.count == 20)
        #expect(writer.flush(within: .zero))
    }

    @Test func `lines for a closed reader are counted as lost`() {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let writer = LineWriter(to: ends[1], lossLine: Self.lossLine)
        let counted = Mutex(0)
        writer.reportLosses { lost in counted.withLock { $0 += lost } }
        for number in 0..<5 { writer.write(Self.line(number)) }
        #expect(writer.flush(within: .seconds(50)))
        #expect(counted.withLock { $0 } == 5)
    }

    @Test func `lines of several threads do not mix`() async {
        let pipe = Pipe()
        let writer = LineWriter(to: pipe.writing, lossLine: Self.lossLine)
        let read = Mutex<[String]>([])
        let reader = Thread {
            let lines = pipe.lines { $0.count >= 400 }
            read.withLock { $0 = lines }
        }
        await withTaskGroup { group in
            for thread in 0..<4 {
                group.addTask { for number in 0..<100 { writer.write(Self.line(thread * 100 + number)) } }
            }
        }
        reader.start()
        while !reader.isFinished { await Task.yield() }
        let lines = read.withLock { $0 }.map { Array("\($0)\n".utf8) }
        #expect(Set(lines) == Set((0..<400).map(Self.line)))
    }
}

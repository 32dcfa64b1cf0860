import Foundation
import Synchronization
package import TestAgents

/// Many clients at once, against one port of a broker.
///
///     let crowd = Crowd(port: port, host: "aldaba.localhost:\(port)")
///     let answers = try await crowd.send((0..<500).map { (request, .address($0)) })
///     #expect(answers.count { $0.status == 429 } == 0)
///
/// Everything is bounded: so many requests as are given, so many threads as `atOnce` says, ten seconds for each call.
package struct Crowd: Sendable {
    package let port: Int
    /// The Host of each request.
    package let host: String
    /// How many connections work at the same time.
    package let atOnce: Int

    package init(port: Int, host: String, atOnce: Int = 16) {
        precondition((1...256).contains(atOnce), "a thread each")
        self.port = port
        self.host = host
        self.atOnce = atOnce
    }

    /// Sends each request over a connection of its own, several at once, and returns the answers in the same order.
    package func send(_ requests: [(request: HostileRequest, source: Source)]) async throws -> [HostileAnswer] {
        let queue = Queue(requests)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<min(atOnce, requests.count) {
                group.addTask {
                    try await Self.onAThread {
                        while let (index, next) = queue.next() {
                            queue.note(exchange(next.request, from: next.source), at: index)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return queue.all
    }

    /// Sends the same request from the same source, one after the other, until an answer has that status.
    ///
    /// - Returns: all answers; the last one has the status unless `maximum` were sent.
    package func repeating(
        _ request: HostileRequest, from source: @escaping @Sendable (Int) -> Source, untilStatus status: Int,
        atMost maximum: Int
    ) async throws -> [HostileAnswer] {
        try await Self.onAThread {
            var answers: [HostileAnswer] = []
            while answers.count < maximum {
                answers.append(exchange(request, from: source(answers.count)))
                if answers.last?.status == status { break }
            }
            return answers
        }
    }

    /// Opens connections, sends the beginning of something on each, and leaves them.
    ///
    /// They stay open, from this side, until the value that is returned goes away.
    package func hold(_ count: Int, from source: @escaping @Sendable (Int) -> Source, saying beginning: String = "")
        async throws -> HeldConnections
    {
        try await Self.onAThread {
            HeldConnections(
                connections: (0..<count).compactMap { number in
                    let connection = try? RawConnection(port: port, from: source(number).loopback)
                    if !beginning.isEmpty { connection?.send(beginning.utf8) }
                    return connection
                })
        }
    }

    private func exchange(_ request: HostileRequest, from source: Source) -> HostileAnswer {
        guard let connection = try? RawConnection(port: port, from: source.loopback) else {
            return HostileAnswer("", from: source)
        }
        connection.send(request.text(host: host, from: source).utf8)
        return HostileAnswer(connection.waitForAll(), from: source)
    }

    /// Blocking work must not take the few threads that run all tests.
    private static func onAThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}

/// Connections that were opened and left.
package struct HeldConnections: Sendable {
    package let connections: [RawConnection]

    /// How many the other end has neither closed nor answered.
    package var open: Int { connections.count { $0.isSilent } }
}

/// Requests that several threads share out, and their answers.
private final class Queue: Sendable {
    private struct State {
        var taken = 0
        var answers: [Int: HostileAnswer] = [:]
    }

    private let requests: [(request: HostileRequest, source: Source)]
    private let state = Mutex(State())

    init(_ requests: [(request: HostileRequest, source: Source)]) { self.requests = requests }

    func next() -> (index: Int, (request: HostileRequest, source: Source))? {
        let index = state.withLock { state in
            defer { state.taken += 1 }
            return state.taken
        }
        return index < requests.count ? (index, requests[index]) : nil
    }

    func note(_ answer: HostileAnswer, at index: Int) { state.withLock { $0.answers[index] = answer } }

    var all: [HostileAnswer] { state.withLock { state in requests.indices.compactMap { state.answers[$0] } } }
}

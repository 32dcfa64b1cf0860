import Foundation
import Synchronization
package import TestAgents

/// Many concurrent clients of one port of a broker.
///
///     let crowd = Crowd(port: port, host: "aldaba.localhost:\(port)")
///     let answers = try await crowd.send((0..<500).map { (request, .address($0)) })
///     #expect(answers.count { $0.status == 429 } == 0)
///
/// The number of requests is given, `atOnce` limits the threads, and each call takes at most ten seconds.
package struct Crowd: Sendable {
    package let port: Int
    /// The Host of each request.
    package let host: String
    /// The number of concurrent connections.
    package let atOnce: Int

    package init(port: Int, host: String, atOnce: Int = 16) {
        precondition((1...256).contains(atOnce), "one thread for each connection")
        self.port = port
        self.host = host
        self.atOnce = atOnce
    }

    /// Sends each request over a new connection, several at once, and returns the answers in the same order.
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

    /// Sends the same request repeatedly until an answer has a status.
    ///
    /// - Returns: All answers. The last has the status, unless `maximum` requests were sent.
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

    /// Opens connections, sends the beginning of a request on each, and then nothing more.
    ///
    /// This side keeps them open until the returned value is destroyed.
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

    /// Runs blocking work on a new thread, because few threads run all tests.
    private static func onAThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}

/// Open, idle connections.
package struct HeldConnections: Sendable {
    package let connections: [RawConnection]

    /// The number of connections that the other end has neither closed nor answered.
    package var open: Int { connections.count { $0.isSilent } }
}

/// A queue of requests for several threads, and their answers.
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

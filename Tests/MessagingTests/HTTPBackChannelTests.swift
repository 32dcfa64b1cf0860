import Broker
import TestAgents
import Testing

@testable import Messaging

/// Tests of exchanges between the broker and the servers of services.
@Suite(.startsProcesses) struct HTTPBackChannelTests {
    private static func with(
        _ answers: [String: String], _ body: (BackChannel, CannedServer) async throws -> Void
    ) async throws {
        try await body(HTTPBackChannel(timeout: .seconds(2)).line, CannedServer(answers))
    }

    @Test func `posts an envelope with its content type, and returns the answer`() async throws {
        try await Self.with(["soap": "200\nContent-Type: text/xml\n\n<answer/>"]) { line, server in
            let answer = try await line.exchange(server.url("/soap", host: "127.0.0.1"), Array("<question/>".utf8))
            #expect(String(decoding: answer, as: UTF8.self) == "<answer/>")
            let asked = try await HTTPAgent().get(server.url("/requests", host: "127.0.0.1")).text
            #expect(asked.hasPrefix("POST /soap") && asked.contains("<question/>"))
            #expect(asked.contains("text/xml; charset=utf-8"))
            #expect(asked.contains("\"http://www.oasis-open.org/committees/security\""))
        }
    }

    @Test(arguments: ["500\n\n<fault/>", "302\nLocation: /other\n\n", "200\nWait: 20\n\n<late/>"])
    func `any other response is a failure`(_ answer: String) async throws {
        try await Self.with(["soap": answer, "other": "200\n\n<other/>"]) { line, server in
            await #expect(throws: (any Error).self) {
                try await line.exchange(server.url("/soap", host: "127.0.0.1"), [])
            }
        }
    }

    @Test func `a slow body has the same deadline as a missing answer`() async throws {
        try await Self.with(["soap": "200\nDrip: 1\n\n" + String(repeating: "x", count: 60)]) { line, server in
            await #expect(throws: (any Error).self) {
                try await line.exchange(server.url("/soap", host: "127.0.0.1"), [])
            }
        }
    }

    @Test func `limits the size of an answer`() async throws {
        let large = String(repeating: "x", count: BackChannel.maximumBytes + 1)
        try await Self.with(["soap": "200\n\n" + large]) { line, server in
            await #expect(throws: (any Error).self) {
                try await line.exchange(server.url("/soap", host: "127.0.0.1"), [])
            }
        }
    }

    @Test func `distinguishes a server that responds from one that does not`() async throws {
        try await Self.with(["slow": "200\nWait: 20\n\n"]) { line, server in
            #expect(await line.isAnswered(server.url("/slo", host: "127.0.0.1")))
            #expect(await !line.isAnswered(server.url("/slow", host: "127.0.0.1")))
            #expect(await !line.isAnswered("http://127.0.0.1:\(FreePort.take())/slo"))
        }
    }
}

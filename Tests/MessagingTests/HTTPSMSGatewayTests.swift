import Broker
import Citizens
import Foundation
import Logging
import Synchronization
import TestAgents
import Testing

@testable import Messaging

/// Tests of messages to a gateway over HTTP, and of faulty gateways.
@Suite(.startsProcesses) struct HTTPSMSGatewayTests {
    private static let message = Result {
        SMS(
            recipient: try PhoneNumber("+34600000001"), text: "PIN 1234 5678",
            validUntil: Date(timeIntervalSince1970: 1_800_000_600))
    }

    /// The lines of a log.
    private final class Lines: Sendable {
        private let all = Mutex<[String]>([])

        var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
        var text: String { all.withLock { $0.joined(separator: "\n") } }

        private struct Handler: LogHandler {
            let lines: Lines
            var metadata: Logger.Metadata = [:]
            var logLevel = Logger.Level.info
            subscript(metadataKey key: String) -> Logger.MetadataValue? {
                get { metadata[key] }
                set { metadata[key] = newValue }
            }
            func log(event: LogEvent) {
                lines.all.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
            }
        }
    }

    /// Returns a failure without its duration.
    private static func untimed(_ failure: SMSFailure?) -> SMSFailure? {
        switch failure {
        case .temporary(let cause): .temporary(cause.replacing(/, after [0-9]+ ms$/, with: ", after … ms"))
        case .permanent(let cause): .permanent(cause.replacing(/, after [0-9]+ ms$/, with: ", after … ms"))
        case nil: nil
        }
    }

    private static func send(
        answering answer: String, deadline: Duration = .seconds(60), log: Lines = Lines()
    ) async throws {
        let server = try await CannedServer(["messages": answer])
        let url = server.url("/messages", host: "127.0.0.1")
        let gateway = HTTPSMSGateway(url: url, token: "secret", deadline: deadline, log: log.logger).gateway
        try await gateway.send(message.get())
    }

    @Test func `posts the message with the token`() async throws {
        let server = try await CannedServer(["messages": "202\n\n"])
        let url = server.url("/messages", host: "127.0.0.1")
        let gateway = HTTPSMSGateway(url: url, token: "secret", log: Lines().logger).gateway
        try await gateway.send(Self.message.get())
        let asked = try await HTTPAgent().get(server.url("/requests", host: "127.0.0.1")).text
        #expect(asked.hasPrefix("POST /messages") && asked.contains("Bearer secret"))
        #expect(asked.contains("\"to\":\"+34600000001\"") && asked.contains("\"validUntil\":\"2027-01-15T08:10:00Z\""))
    }

    @Test(arguments: ["408\n\n", "429\n\n", "500\n\n", "503\n\n"])
    func `reports a temporary failure when the gateway is busy`(_ answer: String) async throws {
        let log = Lines()
        let failure = await #expect(throws: SMSFailure.self) { try await Self.send(answering: answer, log: log) }
        #expect(Self.untimed(failure) == .temporary("the gateway answers \(answer.prefix(3)), after … ms"))
        #expect(log.text.isEmpty, "OutboxDispatcher logs the failure")
    }

    @Test(arguments: ["400\n\n", "302\nLocation: /other\n\n", "404\n\n"])
    func `reports a permanent failure when the gateway refuses`(_ answer: String) async throws {
        let log = Lines()
        let failure = await #expect(throws: SMSFailure.self) { try await Self.send(answering: answer, log: log) }
        #expect(Self.untimed(failure) == .permanent("the gateway answers \(answer.prefix(3)), after … ms"))
        #expect(log.text.isEmpty, "OutboxDispatcher logs the failure")
    }

    /// The bug: the deadline ended with the head, so a body of one octet a second delayed the message and all later
    /// ones without limit. The message was accepted: it is not sent again.
    @Test(.timeLimit(.minutes(1))) func `a slow body ends at the deadline, and the message counts as accepted`()
        async throws
    {
        let log = Lines()
        let endless = "200\nDrip: 1\n\n" + String(repeating: "x", count: 3600)
        try await Self.send(answering: endless, deadline: .seconds(1), log: log)
        #expect(log.text.contains("incomplete") && log.text.contains("late") && log.text.contains("200"))
        #expect(!log.text.contains("600000001") && !log.text.contains("1234") && !log.text.contains("secret"))
    }

    @Test(.timeLimit(.minutes(1))) func `no head within the deadline is a temporary failure`() async throws {
        let log = Lines()
        let failure = await #expect(throws: SMSFailure.self) {
            try await Self.send(answering: "200\nWait: 3600\n\n", deadline: .seconds(1), log: log)
        }
        #expect(Self.untimed(failure) == .temporary("the gateway does not answer: late, after … ms"))
        #expect(log.text.isEmpty, "OutboxDispatcher logs the failure")
    }

    @Test func `reads at most 64 KiB of an answer`() async throws {
        let log = Lines()
        try await Self.send(answering: "200\n\n" + String(repeating: "x", count: 65_536), log: log)
        #expect(log.text.isEmpty)
        try await Self.send(answering: "200\n\n" + String(repeating: "x", count: 65_537), log: log)
        #expect(log.text.contains("incomplete") && log.text.contains("tooLarge"))
    }

    /// The default limit of connections of the HTTP client is smaller.
    @Test(.timeLimit(.minutes(1))) func `forty slow exchanges leave a connection for the next`() async throws {
        let endless = "200\nWait: 3600\n\n"
        let server = try await CannedServer(["slow": endless, "messages": "200\n\n"])
        func gateway(_ path: String) -> SMSGateway {
            HTTPSMSGateway(
                url: server.url(path, host: "127.0.0.1"), token: nil, deadline: .seconds(30), log: Lines().logger
            ).gateway
        }
        let slow = gateway("/slow")
        let held = (0..<40).map { _ in Task { try await slow.send(Self.message.get()) } }
        try await eventually("the slow exchanges") {
            let asked = try await HTTPAgent().get(server.url("/requests", host: "127.0.0.1")).text
            return asked.components(separatedBy: "POST /slow").count == 41 ? true : nil
        }
        try await gateway("/messages").send(Self.message.get())
        for task in held { task.cancel() }
        for task in held { _ = await task.result }
    }
}

import Foundation
import Logging
import NIOCore
import NIOEmbedded
import Telemetry
import Testing

@testable import Web

struct AcceptGuardTests {
    /// Counts the reads that reach the system, and the errors that reach the framework.
    private final class Ends: ChannelDuplexHandler {
        typealias InboundIn = Any
        typealias OutboundIn = Any
        var reads = 0
        var errors = 0

        func read(context: ChannelHandlerContext) {
            reads += 1
            context.read()
        }
        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            errors += 1
            context.fireErrorCaught(error)
        }
    }

    private let system = Ends()
    private let framework = Ends()

    private let table = ConnectionTable(limits: .standard, deadlines: ConnectionDeadlines())

    private func channel() -> EmbeddedChannel {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let report = ConnectionReport(listener: "test", measurements: .none, log: log, pseudonym: { $0 })
        let channel = EmbeddedChannel(
            handlers: [system, AcceptGuard(table: table, report: report, log: log), framework])
        return channel
    }

    /// The bug: the framework closes the listener on this error.
    @Test func `running out of descriptors does not close the listener`() {
        let channel = channel()
        channel.pipeline.fireErrorCaught(IOError(errnoCode: EMFILE, reason: "accept"))
        #expect(system.errors == 1 && framework.errors == 0)
    }

    @Test func `connections without a response in progress are closed to free descriptors`() {
        let channel = channel()
        let silent = Ends()
        let isAdmitted = table.open(
            ObjectIdentifier(silent), from: NetworkAddress("192.0.2.1"), isProxy: false,
            at: channel.embeddedEventLoop.now, close: {}
        ).isAdmitted
        #expect(isAdmitted && table.count == 1)
        channel.pipeline.fireErrorCaught(IOError(errnoCode: EMFILE, reason: "accept"))
        #expect(table.count == 0)
    }

    @Test func `accept pauses briefly and then continues`() {
        let channel = channel()
        let guarded = channel.pipeline
        for _ in 0..<3 {
            guarded.fireErrorCaught(IOError(errnoCode: EMFILE, reason: "accept"))
            let before = system.reads
            for _ in 0..<5 { channel.read() }
            channel.embeddedEventLoop.advanceTime(by: AcceptGuard.rest - .nanoseconds(1))
            #expect(system.reads == before)
            channel.embeddedEventLoop.advanceTime(by: .nanoseconds(1))
            #expect(system.reads == before + 1)
            channel.read()
            #expect(system.reads == before + 2)
        }
    }
}

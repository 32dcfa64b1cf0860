import Logging
import NIOCore

/// Keeps a listener open when a connection cannot be accepted because descriptors or memory ran out.
///
/// Without it the framework ends the listener on that error. It closes connections that are not being answered, and
/// pauses accept for a moment. The next connection waits in the system's queue; an accept that failed again at once
/// would take a whole processor.
///
/// The first handler of the server's channel.
final class AcceptGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    typealias OutboundIn = NIOAny

    /// How long accept pauses after a failure.
    static let rest = TimeAmount.milliseconds(50)

    private let table: ConnectionTable
    private let report: ConnectionReport
    private let log: Logger
    private var isResting = false
    private var isReadWanted = false
    private var loggedAt: NIODeadline?

    init(table: ConnectionTable, report: ConnectionReport, log: Logger) {
        self.table = table
        self.report = report
        self.log = log
    }

    func read(context: ChannelHandlerContext) {
        guard !isResting else {
            isReadWanted = true
            return
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let now = context.eventLoop.now
        if loggedAt.map({ now - $0 >= .minutes(1) }) ?? true {
            loggedAt = now
            log.error(
                """
                listener: a connection cannot be accepted: raise the limit of open files (ulimit -n), or lower \
                limits.connections
                """,
                metadata: ["fault": "\(error)", "connections": "\(table.count)"])
        }
        report.closed(table.relieve(at: now), at: now)
        if !isResting { rest(context) }
    }

    private func rest(_ context: ChannelHandlerContext) {
        isResting = true
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.rest) {
            self.isResting = false
            guard self.isReadWanted else { return }
            self.isReadWanted = false
            context.read()
        }
    }
}

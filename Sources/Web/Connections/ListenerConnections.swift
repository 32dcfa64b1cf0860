import Logging
import NIOCore

/// What the connections of one listener share: their table, deadlines, trusted proxies and report.
struct ListenerConnections: Sendable {
    let table: ConnectionTable
    private let deadlines: ConnectionDeadlines
    private let proxies: TrustedProxies?
    private let acceptsProxyHeader: Bool
    private let report: ConnectionReport
    private let log: Logger

    /// - Parameters:
    ///   - proxies: the proxies that have a cap of their own; nil where there are none.
    ///   - acceptsProxyHeader: whether they begin each connection with a PROXY header.
    init(
        limits: ConnectionLimits, deadlines: ConnectionDeadlines, behind proxies: TrustedProxies?,
        acceptsProxyHeader: Bool, report: ConnectionReport, log: Logger
    ) {
        table = ConnectionTable(limits: limits, deadlines: deadlines)
        self.deadlines = deadlines
        self.proxies = proxies
        self.acceptsProxyHeader = acceptsProxyHeader
        self.report = report
        self.log = log
    }

    func watch() -> ConnectionWatch {
        ConnectionWatch(table: table, deadlines: deadlines, behind: proxies, report: report)
    }

    func proxyHeaderHandler() -> ProxyHeaderHandler? {
        acceptsProxyHeader ? proxies.map(ProxyHeaderHandler.init) : nil
    }

    /// Adds the accept guard to a server's channel that is already listening.
    func guardAccept(of channel: any Channel) async throws {
        let (table, report, log) = (table, report, log)
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(
                AcceptGuard(table: table, report: report, log: log), position: .first)
        }.get()
    }
}

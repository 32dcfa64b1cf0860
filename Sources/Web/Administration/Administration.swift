/// What the operator can request from the administration listener, and the host names that it accepts.
package struct Administration: Sendable {
    /// The host names, without a port, that the listener accepts.
    let hosts: [String]
    /// Returns what keeps the program from working, in a few words; nil when nothing does.
    let obstacle: @Sendable () async -> String?
    /// Returns the metrics in Prometheus's text format 0.0.4.
    let metrics: @Sendable () -> String
    /// Returns the messages of the development spool; nil outside development, where that page does not exist.
    let spool: (@Sendable () throws -> [SpooledMessage])?

    package init(
        hosts: [String], obstacle: @escaping @Sendable () async -> String?, metrics: @escaping @Sendable () -> String,
        spool: (@Sendable () throws -> [SpooledMessage])?
    ) {
        self.hosts = hosts
        self.obstacle = obstacle
        self.metrics = metrics
        self.spool = spool
    }
}

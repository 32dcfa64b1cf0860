/// What whoever operates the machine can ask of it, and under which names.
package struct Administration: Sendable {
    /// The names, without a port, that the listener answers to.
    let hosts: [String]
    /// What keeps the program from doing its work, in a few words; nil when nothing does.
    let obstacle: @Sendable () async -> String?
    /// What has been measured, in Prometheus's text format 0.0.4.
    let metrics: @Sendable () -> String
    /// The spool in development; nil elsewhere, and then there is no such page.
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

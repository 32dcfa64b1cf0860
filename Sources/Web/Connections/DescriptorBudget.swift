/// How many connections the listeners can hold with the process's file descriptors.
///
/// Health, metrics and the database must work while the other listeners are full. Their descriptors are reserved before
/// the rest is divided.
package struct DescriptorBudget: Hashable, Sendable {
    /// The maximum number of descriptors of the process (RLIMIT_NOFILE).
    package let limit: Int
    /// How many listeners share the rest.
    private let listeners: Int
    /// The descriptors that are reserved for everything else.
    package let reserve: Int

    /// The minimum for a useful listener.
    package static let least = 32

    /// - Parameters:
    ///   - databaseConnections: the maximum number of open connections to a database server.
    ///   - processors: the number of event loops; each has descriptors of its own.
    package init(limit: Int, listeners: Int, databaseConnections: Int, processors: Int) {
        self.limit = limit
        self.listeners = listeners
        // Files, the log, SQLite's pool, connections to gateways and services, and connections that are being closed.
        reserve =
            96 + ConnectionLimits.administration.maximum + ConnectionLimits.slack * (listeners + 1)
            + databaseConnections + 3 * processors
    }

    /// Returns how many descriptors are needed when each listener holds that many connections.
    package func needed(for maximum: Int) -> Int { reserve + listeners * maximum }

    /// How many connections each listener can hold. Below ``least`` the process should not start.
    package var maximum: Int { max(0, (limit - reserve) / listeners) }
}

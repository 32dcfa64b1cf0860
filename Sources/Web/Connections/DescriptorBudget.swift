/// How many connections the listeners can hold with the file descriptors that the process may have.
///
/// Health and metrics answer, and the database works, while the other listeners are full: their descriptors are left out
/// before the rest is divided.
package struct DescriptorBudget: Hashable, Sendable {
    /// How many descriptors the process may have (RLIMIT_NOFILE).
    package let limit: Int
    /// How many listeners share what is left.
    private let listeners: Int
    /// For everything else.
    package let reserve: Int

    /// With fewer connections a listener is of no use.
    package static let least = 32

    /// - Parameters:
    ///   - databaseConnections: how many connections to a database server are open at most.
    ///   - processors: how many event loops there are; each has descriptors of its own.
    package init(limit: Int, listeners: Int, databaseConnections: Int, processors: Int) {
        self.limit = limit
        self.listeners = listeners
        // Files, the log, SQLite's pool, connections to gateways and services, and connections that are being closed.
        reserve =
            96 + ConnectionLimits.administration.maximum + ConnectionLimits.slack * (listeners + 1)
            + databaseConnections + 3 * processors
    }

    /// How many descriptors are needed when each listener holds that many connections.
    package func needed(for maximum: Int) -> Int { reserve + listeners * maximum }

    /// How many connections each listener can hold; below ``least`` the process should not start.
    package var maximum: Int { max(0, (limit - reserve) / listeners) }
}

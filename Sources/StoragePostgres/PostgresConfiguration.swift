/// The address of the PostgreSQL database, and its time limits.
package struct PostgresConfiguration: Sendable {
    /// The connection string of libpq: `host=… dbname=… user=…` or `postgresql://…`. Put a password into libpq's
    /// `passfile`.
    package var connection: String
    /// The path of libpq's password file, with any characters; nil for the one from `connection` or libpq's defaults.
    package var passfile: String?
    /// The number of connections of this program, with one thread each. The sum over all brokers must be below the
    /// server's `max_connections`.
    package var connections = 8
    /// The maximum time for one host to accept a connection. Whole seconds, at least 2, as libpq counts.
    package var connectTimeout = Duration.seconds(5)
    /// The maximum wait of a transaction for a free connection.
    package var waitTimeout = Duration.seconds(5)
    /// The maximum time of a statement, waits for locks included, before the server cancels it.
    package var statementTimeout = Duration.seconds(10)
    /// The maximum wait of a statement for one lock.
    package var lockTimeout = Duration.seconds(5)

    package init(connection: String) {
        self.connection = connection
    }

    /// The time without data in the middle of a transaction after which server and client each close the connection. It
    /// is much longer than any slow statement.
    var lossTimeout: Duration { max(.seconds(30), statementTimeout * 3) }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

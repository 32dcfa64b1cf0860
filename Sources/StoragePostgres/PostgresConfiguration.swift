/// Where the PostgreSQL database is, and how long to wait for it.
package struct PostgresConfiguration: Sendable {
    /// libpq's own: `host=… dbname=… user=…` or `postgresql://…`. A password belongs into libpq's `passfile`.
    package var connection: String
    /// The path of libpq's own kind of file with the password, whatever characters it has; nil for what `connection` and
    /// libpq's own places say.
    package var passfile: String?
    /// Connections of this program, and threads, one for each. With several brokers their sum stays below the server's
    /// `max_connections`.
    package var connections = 8
    /// How long one host may take to accept a connection. Whole seconds, at least 2: libpq counts so.
    package var connectTimeout = Duration.seconds(5)
    /// How long a transaction may wait for a free connection.
    package var waitTimeout = Duration.seconds(5)
    /// How long a statement may take, its waiting for locks included, before the server cancels it.
    package var statementTimeout = Duration.seconds(10)
    /// How long a statement may wait for one lock.
    package var lockTimeout = Duration.seconds(5)

    package init(connection: String) {
        self.connection = connection
    }

    /// After which server and client each give up a connection that nothing comes from, in the middle of a transaction:
    /// far longer than anything that is only slow.
    var lossTimeout: Duration { max(.seconds(30), statementTimeout * 3) }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

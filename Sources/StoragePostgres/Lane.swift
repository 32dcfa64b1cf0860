import Storage

/// The connection of one thread, opened on demand and replaced when it was lost. Never leaves its thread.
final class Lane {
    private(set) var session: PostgresSession?
    private let configuration: PostgresConfiguration
    private let roundTrips: RoundTrips

    init(_ configuration: PostgresConfiguration, counting roundTrips: RoundTrips) {
        self.configuration = configuration
        self.roundTrips = roundTrips
    }

    /// Runs a transaction. The server rolls back a transaction that is interrupted: it is never partly committed.
    func transaction<Value>(
        _ access: Access, _ extent: Extent, _ body: (@escaping StatementRunner) throws -> Value
    ) throws -> Value {
        let transaction = PostgresTransaction(on: self, access, extent)
        defer { if session?.isUsable == false { session = nil } }
        do {
            let value = try body { statement throws(StorageFault) in try transaction.run(statement) }
            try transaction.commit()
            return value
        } catch {
            transaction.rollBack()
            throw error
        }
    }

    /// Runs an exchange. The loss of an idle connection is only detected when a transaction begins. The transaction has
    /// done nothing, so the exchange is repeated on a new connection, unless it includes a commit, which may have
    /// succeeded.
    func run(_ exchange: Exchange) throws(StorageFault) -> StatementResult {
        if let session {
            guard exchange.beginning != nil else { return try session.run(exchange) }
            if !exchange.isCommitting || !session.seemsLost() {
                do {
                    return try session.run(exchange)
                } catch {
                    guard session.isLost, !exchange.isCommitting else { throw error }
                }
            }
        }
        session = nil
        guard exchange.beginning != nil else { throw .unavailable("the connection was lost") }
        let fresh = try PostgresSession(configuration, counting: roundTrips)
        session = fresh
        return try fresh.run(exchange)
    }
}

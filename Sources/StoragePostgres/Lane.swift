import Storage

/// One thread's connection, opened when it is needed and replaced when it was lost. Stays on its thread.
final class Lane {
    private(set) var session: PostgresSession?
    private let configuration: PostgresConfiguration
    private let roundTrips: RoundTrips

    init(_ configuration: PostgresConfiguration, counting roundTrips: RoundTrips) {
        self.configuration = configuration
        self.roundTrips = roundTrips
    }

    /// Runs a transaction. One that is interrupted is undone by the server: nothing is committed by halves.
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

    /// A connection that died while it was idle shows only when a transaction begins. The transaction has done nothing,
    /// so a fresh connection serves as well; unless it was to be committed at once, and may have been.
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

package import Storage

/// PostgreSQL through blocking libpq, on a few threads of its own.
package final class PostgresDriver: DatabaseDriver {
    package let dialect = Dialect.postgres
    private let lanes: Lanes
    private let counter = RoundTrips()

    /// Opens no connection. Each thread connects with its first transaction, and again when its connection is lost.
    package init(_ configuration: PostgresConfiguration) {
        lanes = Lanes(configuration, counting: counter)
    }

    deinit {
        lanes.close()
    }

    package func transaction<Value: Sendable>(
        _ access: Access, _ extent: Extent, _ body: @escaping @Sendable (@escaping StatementRunner) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            lanes.enqueue { turn in
                continuation.resume(
                    with: Result {
                        switch turn {
                        case .lane(let lane): try lane.transaction(access, extent, body)
                        case .refused(let fault): throw fault
                        }
                    })
            }
        }
    }

    /// How often connections have waited for an answer from the server.
    package var roundTrips: Int { counter.count }

    package func close() async {
        lanes.close()
        await lanes.ended()
    }
}

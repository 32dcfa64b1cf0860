package import Storage

/// PostgreSQL through blocking libpq, on a few threads of its own.
package final class PostgresDriver: DatabaseDriver {
    package let dialect = Dialect.postgres
    private let lanes: Lanes

    /// Connects to nothing yet: each thread does with its first transaction, and again whenever its connection is lost.
    package init(_ configuration: PostgresConfiguration) {
        lanes = Lanes(configuration)
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
                        case .lane(let lane): try lane.transaction(access, body)
                        case .refused(let fault): throw fault
                        }
                    })
            }
        }
    }

    package func close() async {
        lanes.close()
        await lanes.ended()
    }
}

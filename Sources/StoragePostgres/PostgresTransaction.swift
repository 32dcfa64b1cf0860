import Storage

/// The statements of one transaction on a lane, in as few round trips as possible.
///
/// BEGIN is sent with the first statement whose result is needed. Statements whose result is not needed are sent with
/// the next one, or with COMMIT. A read does not wait for the answer to its COMMIT. A transaction without statements
/// sends nothing.
final class PostgresTransaction {
    /// The maximum number of statements that wait to be sent.
    private static let maximumWaiting = 32
    /// The key of our advisory lock in the database: "aldaba" in ASCII.
    private static let migrationLock: Int64 = 0x616c_6461_6261

    private let lane: Lane
    private let access: Access
    private var waiting: [Statement] = []
    private var isBegun = false

    init(on lane: Lane, _ access: Access, _ extent: Extent) {
        self.lane = lane
        self.access = access
        switch extent {
        case .brief, .long: break
        // An index over tens of millions of rows takes longer than any request may. Other programs that start at the
        // same time wait as long.
        case .migration:
            waiting = [
                "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
                "SELECT 1 AS held FROM pg_advisory_xact_lock(\(Self.migrationLock))",
            ]
        }
    }

    func run(_ statement: Statement) throws(StorageFault) -> StatementResult {
        waiting.append(statement)
        if statement.isDeferrable, waiting.count < Self.maximumWaiting { return .none }
        return try exchange(isCommitting: false)
    }

    /// - Throws: `StorageFault.outcomeUnknown` when the connection was lost before the server answered.
    func commit() throws(StorageFault) {
        switch access {
        case .reading:
            if !waiting.isEmpty { _ = try exchange(isCommitting: false) }
            if isBegun { lane.session?.endReading() }
        case .writing:
            if isBegun || !waiting.isEmpty { _ = try exchange(isCommitting: true) }
        }
    }

    func rollBack() {
        switch access {
        case .reading: if isBegun { lane.session?.endReading() }
        case .writing: lane.session?.rollBack()
        }
    }

    private func exchange(isCommitting: Bool) throws(StorageFault) -> StatementResult {
        let exchange = Exchange(
            beginning: isBegun ? nil : access, statements: waiting, isCommitting: isCommitting)
        waiting = []
        isBegun = true
        return try lane.run(exchange)
    }
}

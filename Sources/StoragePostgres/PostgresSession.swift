import CLibPQ
import Storage

/// One connection with its prepared statements, in libpq's pipeline mode, where several messages share a round trip.
/// The connection is closed when the object is released.
final class PostgresSession {
    /// The maximum number of prepared statements on one connection, which is then replaced. The program has about two
    /// hundred.
    private static let maximumStatements = 1024

    private let handle: OpaquePointer
    private let roundTrips: RoundTrips
    private var prepared: [StatementShape: [PreparedStatement]] = [:]
    /// The number of names given to prepared statements.
    private var names = 0
    /// Whether the answer to a COMMIT is still unread, because nothing depends on it.
    private var isEnding = false
    /// Whether unexpected answers came. The connection cannot be used any more.
    private var isOutOfSync = false

    /// Connects, sets the server's limits, and prepares the statements that begin and end transactions.
    ///
    /// - Throws: `StorageFault.unavailable` with libpq's reason, which names host and user, not the password.
    init(_ configuration: PostgresConfiguration, counting roundTrips: RoundTrips) throws(StorageFault) {
        guard let handle = Self.connect(configuration) else { throw .unavailable("libpq: out of memory") }
        self.handle = handle
        self.roundTrips = roundTrips
        guard PQstatus(handle) == CONNECTION_OK else { throw fault }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else { throw .unavailable("the database's encoding is \(encoding), not UTF8") }
        try set(
            """
            SET statement_timeout = \(configuration.statementTimeout.milliseconds);
            SET lock_timeout = \(configuration.lockTimeout.milliseconds);
            SET idle_in_transaction_session_timeout = \(configuration.lossTimeout.milliseconds);
            SET client_min_messages = error;
            """)
        guard PQenterPipelineMode(handle) == 1 else { throw fault }
        for command in PostgresCommand.allCases {
            try check(PQsendPrepare(handle, command.name, command.rawValue, 0, nil))
        }
        if let fault = try answers(PostgresCommand.allCases.count).fault { throw fault }
    }

    deinit {
        PQfinish(handle)
    }

    /// Whether the connection is lost.
    var isLost: Bool { isOutOfSync || PQstatus(handle) != CONNECTION_OK }

    /// Whether the connection is between transactions and can begin the next.
    var isUsable: Bool { !isLost && names < Self.maximumStatements && (isEnding || isIdle) }

    private var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Returns whether the server has closed the connection, as far as the client has received it.
    func seemsLost() -> Bool {
        finishEnding()
        // The first call may read the server's last message, and only the second the end of the stream.
        return isLost || PQconsumeInput(handle) == 0 || PQconsumeInput(handle) == 0
    }

    /// Sends all messages of an exchange, and waits once for the answers.
    ///
    /// - Returns: the result of the last statement.
    /// - Throws: the first fault; the server skipped everything after it. `StorageFault.outcomeUnknown` when the
    ///   connection was lost before the server answered a commit.
    func run(_ exchange: Exchange) throws(StorageFault) -> StatementResult {
        do throws(StorageFault) {
            return try send(exchange)
        } catch {
            throw exchange.isCommitting && isLost ? .outcomeUnknown("\(error)") : error
        }
    }

    /// Ends a transaction that only read, without waiting for the answer: the result cannot change any more.
    func endReading() {
        guard !isLost, !isEnding, (try? send(.commit)) != nil, PQpipelineSync(handle) == 1 else { return }
        isEnding = true
    }

    /// Rolls back the transaction. When that fails, the connection is not usable, and the server rolls back on its own.
    func rollBack() {
        guard !isLost, !isEnding, !isIdle, (try? send(.rollBack)) != nil else { return }
        _ = try? answers(1)
    }

    private func send(_ exchange: Exchange) throws(StorageFault) -> StatementResult {
        // An invalid value is rejected before anything is sent.
        var parameters: [PostgresParameters] = []
        for statement in exchange.statements { parameters.append(try PostgresParameters(statement.values)) }
        var count = 0
        var fresh: [(place: Int, shape: StatementShape, statement: PreparedStatement)] = []
        var last: PreparedStatement?
        if let access = exchange.beginning {
            try send(.begin(access))
            count += 1
        }
        for (statement, parameters) in zip(exchange.statements, parameters) {
            let (known, isNew) = preparedStatement(statement.shape, parameters.types)
            if isNew {
                fresh.append((count, statement.shape, known))
                try prepare(known, statement)
                count += 1
            }
            try execute(known, parameters)
            count += 1
            last = known
        }
        let place = count - 1
        if exchange.isCommitting {
            try send(.commit)
            count += 1
        }
        let answers = try answers(count, keeping: last.map { (place, $0) })
        for new in fresh where new.place >= answers.done { prepared[new.shape]?.removeAll { $0 === new.statement } }
        if let fault = answers.fault { throw fault }
        return answers.result ?? .none
    }

    private func preparedStatement(
        _ shape: StatementShape, _ types: [Oid]
    ) -> (PreparedStatement, isNew: Bool) {
        if let known = prepared[shape]?.first(where: { $0.types == types }) { return (known, false) }
        names += 1
        let new = PreparedStatement(name: "s\(names)", types: types)
        prepared[shape, default: []].append(new)
        return (new, true)
    }

    private func send(_ command: PostgresCommand) throws(StorageFault) {
        try check(PQsendQueryPrepared(handle, command.name, 0, nil, nil, nil, 1))
    }

    private func prepare(_ new: PreparedStatement, _ statement: Statement) throws(StorageFault) {
        try check(PQsendPrepare(handle, new.name, statement.sql(.postgres), Int32(new.types.count), new.types))
    }

    private func execute(_ statement: PreparedStatement, _ parameters: PostgresParameters) throws(StorageFault) {
        try check(
            parameters.withPointers { values, lengths, formats in
                PQsendQueryPrepared(handle, statement.name, Int32(values.count), values, lengths, formats, 1)
            })
    }

    /// The answers to a number of messages, up to the first fault.
    private struct Answers {
        /// The number of messages that were executed.
        var done = 0
        var fault: StorageFault?
        var result: StatementResult?
    }

    /// Waits for the answers to all sent messages.
    ///
    /// - Parameter keeping: the position of the answer whose rows are needed, and its statement.
    /// - Throws: `StorageFault.unavailable` when nothing can be sent.
    private func answers(
        _ count: Int, keeping kept: (place: Int, statement: PreparedStatement)? = nil
    ) throws(StorageFault) -> Answers {
        try check(PQpipelineSync(handle))
        roundTrips.add()
        finishEnding()
        return read(count, keeping: kept)
    }

    private func finishEnding() {
        guard isEnding else { return }
        isEnding = false
        _ = read(1, keeping: nil)
    }

    /// Reads the answers up to the next synchronization point.
    private func read(_ count: Int, keeping kept: (place: Int, statement: PreparedStatement)?) -> Answers {
        var answers = Answers()
        for place in 0..<count {
            // A null pointer ends the answer to each message.
            while !isLost, let result = PQgetResult(handle) {
                defer { PQclear(result) }
                do throws(StorageFault) {
                    let isSuccess = try PostgresResult(result).isSuccess(connectionLost: isLost)
                    guard isSuccess, let kept, kept.place == place else { continue }
                    answers.result = try PostgresResult(result).statementResult(of: kept.statement)
                } catch {
                    answers.fault = answers.fault ?? error
                }
            }
            if answers.fault == nil { answers.done += 1 }
        }
        let end = isLost ? nil : PQgetResult(handle)
        defer { PQclear(end) }
        if end.map(PQresultStatus) != PGRES_PIPELINE_SYNC {
            answers.fault = answers.fault ?? fault
            isOutOfSync = true
        }
        return answers
    }

    /// Runs SQL outside the pipeline.
    private func set(_ sql: String) throws(StorageFault) {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard let result else { throw fault }
        _ = try PostgresResult(result).isSuccess(connectionLost: isLost)
    }

    private func check(_ code: Int32) throws(StorageFault) {
        guard code == 1 else {
            isOutOfSync = true
            throw fault
        }
    }

    /// The fault with libpq's error message, in one line.
    private var fault: StorageFault {
        .unavailable(String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: "; "))
    }
}

import CLibPQ
import Storage

/// One connection with its prepared statements. The connection is closed with the object.
final class PostgresSession {
    private let handle: OpaquePointer
    private var prepared: [PreparedStatement: String] = [:]

    /// A text and the types of its values: the server plans for both.
    private struct PreparedStatement: Hashable {
        let sql: String
        let types: [Oid]
    }

    /// Connects and sets the limits that the server watches.
    ///
    /// - Throws: `StorageFault.unavailable` with libpq's reason, which names host and user, not the password.
    init(_ configuration: PostgresConfiguration) throws(StorageFault) {
        var parameters = [
            ("dbname", configuration.connection),
            ("connect_timeout", String(max(2, configuration.connectTimeout.milliseconds / 1000))),
            ("client_encoding", "UTF8"),
            ("fallback_application_name", "aldaba"),
            ("keepalives_idle", "10"),
            ("tcp_user_timeout", String(Self.timeout(configuration))),
        ]
        if let passfile = configuration.passfile { parameters.append(("passfile", passfile)) }
        guard let handle = Self.connect(parameters) else { throw .unavailable("libpq: out of memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else { throw .unavailable(Self.message(of: handle)) }
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else { throw .unavailable("the database's encoding is \(encoding), not UTF8") }
        try command(
            """
            SET statement_timeout = \(configuration.statementTimeout.milliseconds);
            SET lock_timeout = \(configuration.lockTimeout.milliseconds);
            SET idle_in_transaction_session_timeout = \(Self.timeout(configuration));
            SET client_min_messages = error;
            """)
    }

    deinit {
        PQfinish(handle)
    }

    /// The connection is gone: nothing more comes from it.
    var isLost: Bool { PQstatus(handle) != CONNECTION_OK }

    /// Between transactions, ready for the next.
    var isUsable: Bool { !isLost && PQtransactionStatus(handle) == PQTRANS_IDLE }

    func begin(_ access: Access) throws(StorageFault) {
        switch access {
        case .reading: try command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        case .writing: try command("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        }
    }

    /// - Throws: `StorageFault.outcomeUnknown` when the connection was lost before the server answered.
    func commit() throws(StorageFault) {
        do {
            try command("COMMIT")
        } catch {
            throw isLost ? .outcomeUnknown("\(error)") : error
        }
    }

    /// Undoes the transaction; a connection on which that fails is not usable, and the server undoes it by itself.
    func rollBack() {
        guard !isLost else { return }
        try? command("ROLLBACK")
    }

    func run(_ statement: Statement) throws(StorageFault) -> StatementResult {
        let parameters = try PostgresParameters(statement.values)
        let name = try prepare(PreparedStatement(sql: statement.sql(.postgres), types: parameters.types))
        let result = parameters.withPointers { values, lengths, formats in
            PQexecPrepared(handle, name, Int32(values.count), values, lengths, formats, 1)
        }
        defer { PQclear(result) }
        return try PostgresResult(try checked(result)).statementResult()
    }

    private func prepare(_ statement: PreparedStatement) throws(StorageFault) -> String {
        if let name = prepared[statement] { return name }
        let name = "s\(prepared.count + 1)"
        let result = PQprepare(handle, name, statement.sql, Int32(statement.types.count), statement.types)
        defer { PQclear(result) }
        _ = try checked(result)
        prepared[statement] = name
        return name
    }

    private func command(_ sql: String) throws(StorageFault) {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        _ = try checked(result)
    }

    private func checked(_ result: OpaquePointer?) throws(StorageFault) -> OpaquePointer {
        guard let result else { throw .unavailable(Self.message(of: handle)) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return result
        default: throw StorageFault(postgres: result, connectionLost: isLost)
        }
    }

    /// Milliseconds after which server and client each give up a connection that nothing comes from, in the middle of a
    /// transaction: far longer than anything that is only slow.
    private static func timeout(_ configuration: PostgresConfiguration) -> Int64 {
        max(30_000, configuration.statementTimeout.milliseconds * 3)
    }

    private static func connect(_ parameters: [(String, String)]) -> OpaquePointer? {
        func withCStrings(
            _ strings: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?],
            _ body: ([UnsafePointer<CChar>?]) -> OpaquePointer?
        ) -> OpaquePointer? {
            guard let first = strings.first else { return body(pointers + [nil]) }
            return first.withCString { withCStrings(strings.dropFirst(), pointers + [$0], body) }
        }
        return withCStrings(parameters.map(\.0)[...], []) { keywords in
            // The connection string stands as dbname, which libpq takes apart; what follows it overrides it.
            withCStrings(parameters.map(\.1)[...], []) { values in PQconnectdbParams(keywords, values, 1) }
        }
    }

    /// In one line.
    private static func message(of handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: "; ")
    }
}

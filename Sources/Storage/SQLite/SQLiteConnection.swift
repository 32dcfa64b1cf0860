import CSQLite
import Foundation

/// One connection to SQLite with its prepared statements, closed with the object.
///
/// Unchecked, because it moves between threads and is used by one at a time: the writer's stays on its thread, and of
/// `SQLiteReaders` only who took one uses it. The lock through which it is handed over orders what they do.
final class SQLiteConnection: @unchecked Sendable {
    /// How many prepared statements are kept. The program has about two hundred texts.
    static let maximumStatements = 512

    private let handle: OpaquePointer
    /// How long a transaction waits for another program to finish writing.
    let busyTimeout: Duration
    private var isOpen = true
    /// Whether another program was in the way of the last transaction.
    private(set) var wasBusy = false
    private var statements: [StatementShape: SQLiteStatement] = [:]
    private var controls: [Control: SQLiteStatement] = [:]

    /// The statements that begin, divide and end a transaction.
    enum Control: String {
        case beginReading = "BEGIN DEFERRED"
        case beginWriting = "BEGIN IMMEDIATE"
        case commit = "COMMIT"
        case rollBack = "ROLLBACK"
        case savepoint = "SAVEPOINT closure"
        case release = "RELEASE closure"
        case rollBackToSavepoint = "ROLLBACK TO closure"
    }

    enum Mode {
        case readOnly
        case readWrite
    }

    /// - Parameter path: of a file; nil for a database in memory, of this connection alone.
    /// - Throws: `SQLiteError`.
    init(path: String?, _ mode: Mode, busyTimeout: Duration) throws {
        let flags =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path ?? ":memory:", &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            defer { sqlite3_close(handle) }
            throw SQLiteError(code, of: handle)
        }
        self.handle = handle
        self.busyTimeout = busyTimeout
        sqlite3_extended_result_codes(handle, 1)
        waitForOthers(busyTimeout)
        try check(aldaba_sqlite_refuse_double_quoted_text(handle))
        try command("PRAGMA foreign_keys = ON")
    }

    deinit {
        close()
    }

    /// Closes the connection for good, at once.
    func close() {
        guard isOpen else { return }
        isOpen = false
        // A connection with statements would stay open.
        statements = [:]
        controls = [:]
        sqlite3_close_v2(handle)
    }

    /// Some errors, such as a full disk, have rolled back already.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// How many statements are prepared.
    var preparedStatements: Int { statements.count }

    /// Runs SQL of this target's own that has no values and gives no rows.
    func command(_ sql: StaticString) throws {
        let code = sql.withUTF8Buffer { _ in
            sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount + 1) {
                sqlite3_exec(handle, $0, nil, nil, nil)
            }
        }
        try check(code)
    }

    func control(_ control: Control) throws {
        let statement: SQLiteStatement
        if let known = controls[control] {
            statement = known
        } else {
            statement = try SQLiteStatement(control.rawValue, on: handle)
            controls[control] = statement
        }
        _ = try statement.run([])
    }

    /// Runs `body` in a transaction.
    ///
    /// - Throws: what `body` throws, or `StorageFault`.
    func transaction<Value>(_ access: Access, _ body: (SQLiteConnection) throws -> Value) throws -> Value {
        wasBusy = false
        do {
            try control(access == .writing ? .beginWriting : .beginReading)
            let value = try body(self)
            try control(.commit)
            return value
        } catch {
            rollBack()
            throw Self.translated(error)
        }
    }

    func rollBack() {
        if isInTransaction { try? control(.rollBack) }
    }

    func run(_ statement: Statement, _ access: Access) throws(StorageFault) -> StatementResult {
        do {
            let prepared = try prepared(statement.shape)
            guard prepared.isReadOnly || access == .writing else {
                throw StorageFault.statement("it writes, in a transaction that only reads")
            }
            return try prepared.run(statement.values)
        } catch let error as SQLiteError {
            wasBusy = error.isBusy
            throw error.fault
        } catch {
            throw (error as? StorageFault) ?? .unavailable("\(error)")
        }
    }

    /// Lets a transaction wait for another program as long as it says.
    func waiting<Value>(for timeout: Duration, _ body: () throws -> Value) rethrows -> Value {
        guard timeout != busyTimeout else { return try body() }
        waitForOthers(timeout)
        defer { waitForOthers(busyTimeout) }
        return try body()
    }

    static func translated(_ error: any Error) -> any Error {
        (error as? SQLiteError)?.fault ?? error
    }

    private func prepared(_ shape: StatementShape) throws -> SQLiteStatement {
        if let known = statements[shape] { return known }
        if statements.count >= Self.maximumStatements { statements = [:] }
        let statement = try SQLiteStatement(shape.sql(.sqlite), on: handle)
        statements[shape] = statement
        return statement
    }

    private func waitForOthers(_ timeout: Duration) {
        sqlite3_busy_timeout(handle, Int32(timeout / .milliseconds(1)))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw SQLiteError(code, of: handle) }
    }
}

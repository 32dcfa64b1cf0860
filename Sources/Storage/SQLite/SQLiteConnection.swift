import CSQLite
import Foundation

/// A connection to SQLite with its prepared statements. It is closed when the object is released.
///
/// Unchecked, because it moves between threads and one thread at a time uses it. The writer's connection stays on its
/// thread; a connection of `SQLiteReaders` is used only by the thread that took it. The lock of the handover orders
/// their accesses.
final class SQLiteConnection: @unchecked Sendable {
    /// The maximum number of cached statements. The program has about two hundred.
    static let maximumStatements = 512

    private let handle: OpaquePointer
    /// How long a transaction waits for another program's write to end.
    let busyTimeout: Duration
    private var isOpen = true
    /// Whether another program was in the way of the last transaction.
    private(set) var wasBusy = false
    private var statements: [StatementShape: SQLiteStatement] = [:]
    private var controls: [Control: SQLiteStatement] = [:]

    /// The statements that control a transaction and its savepoints.
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

    /// - Parameter path: the path of a file; nil for a database in memory, private to this connection.
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
        // The journal of a savepoint, which a shared commit has for each writer, would be a temporary file.
        try command("PRAGMA temp_store = MEMORY")
    }

    deinit {
        close()
    }

    /// Closes the connection immediately.
    func close() {
        guard isOpen else { return }
        isOpen = false
        // A connection with statements would stay open.
        statements = [:]
        controls = [:]
        sqlite3_close_v2(handle)
    }

    /// Whether a transaction is open. Some errors, such as a full disk, roll back on their own.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// The number of cached statements.
    var preparedStatements: Int { statements.count }

    /// Runs SQL of this target that has no values and returns no rows.
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
    /// - Throws: `body`'s error, or `StorageFault`.
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
                throw StorageFault.statement("a write in a read-only transaction")
            }
            return try prepared.run(statement.values)
        } catch let error as SQLiteError {
            wasBusy = error.isBusy
            throw error.fault
        } catch {
            throw (error as? StorageFault) ?? .unavailable("\(error)")
        }
    }

    /// Runs `body` with another busy timeout.
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

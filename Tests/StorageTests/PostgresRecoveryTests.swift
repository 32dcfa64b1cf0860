import Dispatch
import Foundation
import Storage
import StoragePostgres
import Synchronization
import TestAgents
import TestDatabases
import Testing

/// Tests the loss of PostgreSQL: it causes a fault and no partial transaction, and the database recovers.
@Suite(.startsProcesses) struct PostgresRecoveryTests {
    private func configuration() async throws -> (PostgresServer, PostgresConfiguration, name: String) {
        let server = try await PostgresServer.shared
        var configuration = try await server.makeDatabase()
        configuration.connections = 2
        let name = configuration.connection.split(separator: "dbname=").last.map(String.init) ?? ""
        return (server, configuration, name)
    }

    /// Ends all other connections to a database, as an operator or a failover does.
    private func cutOff(_ name: String, _ server: PostgresServer) async throws {
        try await server.sql(
            """
            SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
            WHERE datname = '\(name)' AND pid <> pg_backend_pid()
            """)
    }

    /// Runs async code inside the closure of a transaction, whose thread may block.
    private func wait(_ act: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let task = Task {
            defer { done.signal() }
            try await act()
        }
        done.wait()
        _ = task
    }

    private func entries(_ database: Database) async throws -> [String] {
        try await database.read { try AuditStore($0).entries(limit: 10).map(\.event) }
    }

    private func append(_ event: String, _ database: Database) async throws {
        try await database.write { try AuditStore($0).append(event, login: nil, payload: "{}", at: .at(0)) }
    }

    @Test func `replaces idle connections that were closed`() async throws {
        let (server, configuration, name) = try await configuration()
        let database = try await Database.postgres(configuration)
        for round in 1...3 {
            try await cutOff(name, server)
            try await append("\(round)", database)
        }
        #expect(try await entries(database) == ["1", "2", "3"])
        await database.close()
    }

    /// Sends the enqueued statements by reading a result.
    private static func send(_ connection: Connection) throws {
        _ = try connection.rows("SELECT 1 AS one")
    }

    @Test func `rolls back a transaction whose connection is lost before the commit`() async throws {
        let (server, configuration, name) = try await configuration()
        let database = try await Database.postgres(configuration)
        let error = await #expect(throws: StorageFault.self) {
            try await database.write { connection in
                try AuditStore(connection).append("lost", login: nil, payload: "{}", at: .at(0))
                try Self.send(connection)
                try wait { try await cutOff(name, server) }
                try AuditStore(connection).append("lost too", login: nil, payload: "{}", at: .at(0))
                try Self.send(connection)
            }
        }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await append("next", database)
        #expect(try await entries(database) == ["next"])
        await database.close()
    }

    @Test func `reports an unknown outcome when the connection is lost at the commit`() async throws {
        let (server, configuration, name) = try await configuration()
        let database = try await Database.postgres(configuration)
        let cutting = database.observed { event in
            if event == .commit { try wait { try await cutOff(name, server) } }
        }
        let error = await #expect(throws: StorageFault.self) {
            try await cutting.write { connection in
                try AuditStore(connection).append("unknown", login: nil, payload: "{}", at: .at(0))
                try Self.send(connection)
            }
        }
        guard case .outcomeUnknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await append("next", database)
        #expect(try await entries(database) == ["next"])
        await database.close()
    }

    @Test func `replaces a closed connection before a transaction is sent in one message`() async throws {
        let (server, configuration, name) = try await configuration()
        let database = try await Database.postgres(configuration)
        for round in 1...3 {
            try await cutOff(name, server)
            try await database.write { connection in
                try connection.enqueue(
                    "INSERT INTO audit (occurred_at, event, payload) VALUES (\(round), \("\(round)"), '{}')")
            }
        }
        #expect(try await entries(database).sorted() == ["1", "2", "3"])
        await database.close()
    }

    @Test func `reports an unknown outcome when the connection is lost during a transaction in one message`()
        async throws
    {
        let (_, configuration, _) = try await configuration()
        let database = try await Database.postgres(configuration)
        let error = await #expect(throws: StorageFault.self) {
            try await database.write { connection in
                try connection.enqueue("INSERT INTO audit (occurred_at, event, payload) VALUES (1, 'lost', '{}')")
                try connection.enqueue("SELECT pg_terminate_backend(pg_backend_pid()) AS done")
            }
        }
        guard case .outcomeUnknown = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await append("next", database)
        #expect(try await entries(database) == ["next"])
        await database.close()
    }

    @Test func `does not repeat a statement that closes its connection`() async throws {
        let (_, configuration, _) = try await configuration()
        let database = try await Database.postgres(configuration)
        let error = await #expect(throws: StorageFault.self) {
            try await database.read { try $0.rows("SELECT pg_terminate_backend(pg_backend_pid()) AS done") }
        }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await entries(database) == [])
        await database.close()
    }

    @Test func `is unavailable while the server is down, and recovers`() async throws {
        let server = try await PostgresServer()
        let database = try await Database.postgres(try await server.makeDatabase())
        try await append("before", database)
        try await server.stop()
        for _ in 1...3 {
            let error = await #expect(throws: StorageFault.self) { try await append("while", database) }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        try await server.start()
        try await append("after", database)
        #expect(try await entries(database) == ["before", "after"])
        await database.close()
    }

    @Test func `reports the address of an unreachable server`() async throws {
        let configuration = PostgresConfiguration(connection: "host=127.0.0.1 port=1 dbname=x user=y password=secreto")
        let error = await #expect(throws: StorageFault.self) { try await Database.postgres(configuration) }
        guard case .unavailable(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.contains("127.0.0.1") && cause.contains("port 1"))
        #expect(!cause.contains("secreto") && !cause.contains("\n"))
    }

    @Test func `cancels a statement after the timeout`() async throws {
        var (_, configuration, _) = try await configuration()
        configuration.statementTimeout = .seconds(1)
        let database = Database(driver: PostgresDriver(configuration))
        let error = await #expect(throws: StorageFault.self) {
            try await database.read { try $0.rows("SELECT 1 AS one FROM pg_sleep(60)") }
        }
        guard case .unavailable(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.contains("57014"))
        #expect(try await database.read { try $0.rows("SELECT 1 AS one") }.count == 1)
        await database.close()
    }

    @Test func `limits the wait for a connection`() async throws {
        var (_, configuration, _) = try await configuration()
        configuration.connections = 1
        configuration.waitTimeout = .milliseconds(5)
        let database = Database(driver: PostgresDriver(configuration))
        let release = DispatchSemaphore(value: 0)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let holder = Task {
            // On a busy machine even the first request can time out.
            while true {
                do {
                    return try await database.read { _ in
                        beginning.finish()
                        release.wait()
                    }
                } catch StorageFault.unavailable {
                    continue
                }
            }
        }
        for await _ in began {}
        let error = await #expect(throws: StorageFault.self) { try await database.read { _ in } }
        release.signal()
        try await holder.value
        guard case .unavailable(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.contains("no connection became free"))
        await database.close()
    }

    @Test func `repeats a transaction after a deadlock`() async throws {
        let (_, configuration, _) = try await configuration()
        let database = try await Database.postgres(configuration)
        for id in ["a", "b"] { try await database.write { try LoginStore($0).insert(.sample(id)) } }
        let met = Rendezvous()
        @Sendable func move(_ first: String, _ second: String) async throws {
            try await database.write { connection in
                try connection.execute("UPDATE logins SET version = version + 1 WHERE id = \(first)")
                met.meet()
                try connection.execute("UPDATE logins SET version = version + 1 WHERE id = \(second)")
            }
        }
        async let one: Void = move("a", "b")
        async let two: Void = move("b", "a")
        _ = try await (one, two)
        let versions = try await database.read { try $0.rows("SELECT version FROM logins") }
        #expect(try versions.map { try $0["version"] as Int } == [3, 3])
        await database.close()
    }

    /// Makes two threads wait for each other once.
    private final class Rendezvous: Sendable {
        private let group = DispatchGroup()
        private let places = Mutex(2)

        init() {
            group.enter()
            group.enter()
        }

        func meet() {
            let isExpected = places.withLock { places in
                places -= 1
                return places >= 0
            }
            guard isExpected else { return }
            group.leave()
            group.wait()
        }
    }
}

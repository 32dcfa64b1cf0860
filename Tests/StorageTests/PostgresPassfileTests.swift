import Foundation
import Storage
import StoragePostgres
import TestAgents
import TestDatabases
import Testing

@Suite(.startsProcesses) struct PostgresPassfileTests {
    /// Starts a server that requires a password for one role. Passes the connection parameters of that role.
    private func lockedServer() async throws -> (PostgresServer, PostgresConfiguration) {
        let server = try await PostgresServer()
        try await server.sql("CREATE ROLE locked LOGIN PASSWORD 'the password'")
        try await server.sql("CREATE DATABASE locked OWNER locked")
        try await server.sql(
            """
            DO $$ BEGIN EXECUTE format(
                'COPY (VALUES (%L), (%L)) TO %L', 'host all locked 127.0.0.1/32 scram-sha-256',
                'host all all 127.0.0.1/32 trust', current_setting('hba_file')); END $$
            """)
        try await server.stop()
        try await server.start()
        var configuration = PostgresConfiguration(
            connection: "host=127.0.0.1 port=\(server.port) user=locked dbname=locked")
        configuration.connections = 1
        return (server, configuration)
    }

    @Test func `is read from a path with any characters, and overrides the connection's passfile`() async throws {
        var (server, configuration) = try await lockedServer()
        let folder = FileManager.default.temporaryDirectory.appending(path: "O'Higgins \\ x=\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "pgpass").path
        _ = FileManager.default.createFile(
            atPath: file, contents: Data("127.0.0.1:\(server.port):*:locked:the password\n".utf8),
            attributes: [.posixPermissions: 0o600])

        await #expect(throws: StorageFault.self) { try await Database.postgres(configuration) }
        configuration.connection += " passfile=/nowhere"
        configuration.passfile = file
        let database = try await Database.postgres(configuration)
        #expect(try await database.read { try EntityStore($0).list() }.isEmpty)
        await database.close()
    }
}

import Foundation
package import StoragePostgres
import Synchronization
import TestAgents

#if canImport(Testing)
    import Testing
#endif

/// A PostgreSQL server in a temporary folder, on a port of the loopback address.
///
/// A shell reads from a pipe that this process holds open. When this process ends for any reason, the pipe closes, and
/// the shell stops the server and deletes the folder.
package final class PostgresServer: Sendable {
    /// Does not wait for the disk, because tests do not need durability.
    private static let settings = """
        -c listen_addresses=127.0.0.1 -c max_connections=400 -c shared_buffers=64MB -c fsync=off
        """

    package let port: Int
    let binaries: String
    private let shell: Process
    private let commands: FileHandle
    private let answers: FileHandle
    private let places = Atomic(0)

    private static let sharedServer = Task { try await PostgresServer() }

    /// The shared server, started by the first test that needs it. Cancels the test case in a run without processes:
    /// the same test has other cases on SQLite.
    package static var shared: PostgresServer {
        get async throws {
            #if canImport(Testing)
                guard ProcessPermission.isGiven else { try Test.cancel("needs a PostgreSQL server") }
            #endif
            return try await sharedServer.value
        }
    }

    /// Starts a separate server, for tests that stop it.
    package init() async throws {
        try ProcessPermission.require(for: "postgres")
        binaries = try Self.findBinaries()
        port = try Self.freePort()
        let input = Self.pipe()
        let output = Self.pipe()
        shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", Self.script, "sh", binaries, String(port), Self.settings]
        shell.standardInput = input
        shell.standardOutput = output
        shell.standardError = FileHandle.nullDevice
        commands = input.fileHandleForWriting
        answers = output.fileHandleForReading
        try shell.run()
        try await expectAnswer("ready")
    }

    /// Returns connection parameters for a new, empty schema, which is used as a database. With all tables it takes
    /// half the time of a copy of a template database.
    package func makeSchema() async throws -> PostgresConfiguration {
        let name = "test\(places.add(1, ordering: .relaxed).newValue)"
        try await sql("CREATE SCHEMA \(name)")
        return configuration("dbname=postgres options='-c search_path=\(name)'")
    }

    /// Returns connection parameters for a new, empty database, for tests that close its connections.
    package func makeDatabase() async throws -> PostgresConfiguration {
        let name = "test\(places.add(1, ordering: .relaxed).newValue)"
        try await sql("CREATE DATABASE \(name)")
        return configuration("dbname=\(name)")
    }

    private func configuration(_ place: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            connection: "host=127.0.0.1 port=\(port) user=postgres \(place)")
        configuration.connections = 4
        // A machine that runs many tests at once is slow. That must not fail a test.
        configuration.waitTimeout = .seconds(60)
        configuration.statementTimeout = .seconds(60)
        configuration.lockTimeout = .seconds(60)
        return configuration
    }

    /// Runs SQL with psql, as an operator does.
    package func sql(_ sql: String, in database: String = "postgres") async throws {
        let psql = Process()
        psql.executableURL = URL(filePath: "\(binaries)/psql")
        psql.arguments = [
            "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", String(port), "-U", "postgres",
            "-d", database, "-c", sql,
        ]
        psql.standardOutput = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            psql.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try psql.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else { throw Trouble.psql(status, sql) }
    }

    /// Stops the server as in a crash: at once, without waiting for clients.
    package func stop() async throws {
        try commands.write(contentsOf: Data("stop\n".utf8))
        try await expectAnswer("stopped")
    }

    /// Starts the server again with its data on its port.
    package func start() async throws {
        try commands.write(contentsOf: Data("start\n".utf8))
        try await expectAnswer("ready")
    }

    package enum Trouble: Error {
        case notInstalled(String)
        case noPort
        case psql(Int32, String)
        case answer(String)
    }
}

extension PostgresServer {
    /// PostgreSQL refuses to run as root, so root starts it as the user `postgres` of the package. The shell ignores
    /// signals to the process group when a test run is stopped, and ends with the pipe.
    private static let script = #"""
        bin=$1 port=$2 settings=$3
        trap '' HUP INT TERM
        dir=$(mktemp -d) && chmod 711 "$dir" || exit 1
        trap 'rm -rf "$dir"' EXIT
        as=
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$dir"
            as='setpriv --reuid=postgres --regid=postgres --init-groups'
        fi
        cd "$dir"
        $as "$bin/initdb" -D "$dir/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 \
            || { tail -n 1 "$dir/initdb.log"; exit 1; }
        start() {
            $as "$bin/postgres" -D "$dir/data" -p "$port" -c unix_socket_directories="$dir" $settings \
                >>"$dir/data/log" 2>&1 </dev/null &
            server=$!
            for _ in $(seq 200); do
                "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" && { echo ready; return; }
                kill -0 $server 2>/dev/null || break
                sleep 0.05
            done
            tail -n 1 "$dir/data/log"
        }
        stop() { kill -QUIT $server 2>/dev/null; wait $server; }
        start
        while read -r command; do
            case $command in
            stop) stop; echo stopped ;;
            start) start ;;
            esac
        done
        stop
        """#

    private static func findBinaries() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap(Int.init).sorted().last {
            FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/initdb")
        }
        guard let newest else { throw Trouble.notInstalled("no PostgreSQL server in \(root): install postgresql") }
        return "\(root)/\(newest)/bin"
    }

    /// Creates a pipe that no other child process inherits, because a child would keep it open.
    private static func pipe() -> Pipe {
        let pipe = Pipe()
        for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        return pipe
    }

    /// Returns a port that was free at the time of the call.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Trouble.noPort }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else { throw Trouble.noPort }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Reads one line from the shell. A line other than `expected` is the reason for the failure.
    private func expectAnswer(_ expected: String) async throws {
        let answers = answers
        let line: String = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var line: [UInt8] = []
                while let byte = try? answers.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
                    line.append(byte)
                }
                continuation.resume(returning: String(decoding: line, as: UTF8.self))
            }
        }
        guard line == expected else { throw Trouble.answer(line) }
    }
}

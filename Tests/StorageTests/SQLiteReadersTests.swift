import Dispatch
import TestDatabases
import Testing

@testable import Storage

struct SQLiteReadersTests {
    /// Whether the closure runs on the thread of the calling task. Other threads have no task.
    private static var isOnCallingThread: Bool { withUnsafeCurrentTask { $0 != nil } }

    @Test func `only a brief read runs on the calling thread`() async throws {
        try await TestDatabase.with(.onDisk) { test in
            let brief = try await test.database.read { _ in Self.isOnCallingThread }
            let long = try await test.database.read(.long) { _ in Self.isOnCallingThread }
            let writing = try await test.database.write { _ in Self.isOnCallingThread }
            #expect((brief, long, writing) == (true, false, false))
        }
    }

    @Test func `reads wait for a connection, and all are answered`() async throws {
        try await TestDatabase.with(.onDisk) { test in
            let database = test.database
            let release = DispatchSemaphore(value: 0)
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            let number = 3 * SQLiteDriver.readers
            let answers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<number {
                    group.addTask {
                        try await database.read(.long) { connection in
                            beginning.yield()
                            release.wait()
                            return try connection.row("SELECT 7 AS seven")?["seven"]
                        }
                    }
                }
                var beginnings = began.makeAsyncIterator()
                for _ in 0..<SQLiteDriver.readers { await beginnings.next() }
                // All connections are in use: a brief read waits too.
                group.addTask { try await database.read { try $0.row("SELECT 7 AS seven")?["seven"] } }
                for _ in 0..<number { release.signal() }
                return try await group.reduce(into: [Int?]()) { $0.append($1) }
            }
            #expect(answers == [Int?](repeating: 7, count: number + 1))
        }
    }
}

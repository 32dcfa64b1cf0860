import Foundation
import Storage
import TestDatabases
import Testing

/// Tests the table of unfinished logouts.
struct LogoutStoreTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let row = LogoutRow(
        id: "l", cookieHash: [UInt8](repeating: 1, count: 32), payload: [1], expiresAt: now + 60)

    @Test(arguments: TestEngine.allCases) func `is found by its ID and by its requests, until it expires`(
        _ engine: TestEngine
    ) async throws {
        try await TestDatabase.with(engine) { test in
            let database = test.database
            try await database.write { (connection) throws in
                try LogoutStore(connection).insert(Self.row)
                try LogoutStore(connection).note("_r", of: "l")
            }
            try await database.read { (connection) throws in
                let store = LogoutStore(connection)
                #expect(try store.load("l", at: Self.now) == Self.row)
                #expect(try store.load(ofRequest: "_r", at: Self.now) == Self.row)
                #expect(try store.load(ofRequest: "_s", at: Self.now) == nil)
                #expect(try store.load("l", at: Self.now + 60) == nil)
                #expect(try store.load(ofRequest: "_r", at: Self.now + 60) == nil)
            }
            _ = try await database.write { try LogoutStore($0).purge(before: Self.now + 60) }
            #expect(try await database.read { try $0.row("SELECT 1 AS n FROM logout_requests") } == nil)
        }
    }

    @Test(arguments: TestEngine.allCases) func `is updated only from the version that was read`(_ engine: TestEngine)
        async throws
    {
        try await TestDatabase.with(engine) { test in
            let database = test.database
            try await database.write { (connection) throws in
                let store = LogoutStore(connection)
                try store.insert(Self.row)
                #expect(try store.update("l", version: 1, payload: [2]))
                #expect(try store.update("l", version: 1, payload: [3]) == false)
                let stored = try store.load("l", at: Self.now)
                #expect(stored?.payload == [2] && stored?.version == 2)
            }
        }
    }
}

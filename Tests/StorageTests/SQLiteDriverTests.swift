import Dispatch
import Foundation
import Storage
import TestDatabases
import Testing

struct SQLiteDriverTests {
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "aldaba-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test func `uses synchronous FULL and a WAL`() async throws {
        try await TestDatabase.with(.onDisk) { test in
            let settings = try await test.database.write { connection in
                [
                    try connection.row("PRAGMA synchronous")?["synchronous"] as Int? ?? -1,
                    try connection.row("PRAGMA foreign_keys")?["foreign_keys"] as Int? ?? -1,
                ]
            }
            // 2 is FULL.
            #expect(settings == [2, 1])
            let journal = try await test.database.write {
                try $0.row("PRAGMA journal_mode")?["journal_mode"] as String?
            }
            #expect(journal == "wal")
        }
    }

    @Test func `creates a file that only its owner can read`() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "register.sqlite").path
            let database = try await Database.sqlite(path: path)
            for file in [path, path + "-wal", path + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: file)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(file)")
            }
            await database.close()
        }
    }

    @Test func `keeps rows after it is opened again`() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "register.sqlite").path
            let first = try await Database.sqlite(path: path)
            _ = try await first.write { try CitizenStore($0).add(.sample()) }
            await first.close()
            let second = try await Database.sqlite(path: path)
            let found = try await second.read { try CitizenStore($0).find("12345678Z") }
            #expect(found?.citizen == .sample())
            await second.close()
        }
    }

    @Test func `reports the path of a file that it cannot open`() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "missing/register.sqlite").path
            let error = await #expect(throws: StorageFault.self) { try await Database.sqlite(path: path) }
            guard case .unavailable(let cause) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(cause.hasPrefix(path))
        }
    }

    @Test func `refuses a file that is not a database`() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "register.sqlite")
            try Data(repeating: 0x41, count: 8192).write(to: file)
            let error = await #expect(throws: StorageFault.self) { try await Database.sqlite(path: file.path) }
            guard case .corrupted(let cause) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(cause.hasPrefix(file.path))
        }
    }

    @Test func `is unavailable when another program writes for too long`() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "register.sqlite").path
            let holder = try await Database.sqlite(path: path)
            let waiter = Database(driver: try SQLiteDriver(path: path, busyTimeout: .milliseconds(20)))
            let release = DispatchSemaphore(value: 0)
            let (began, beginning) = AsyncStream.makeStream(of: Void.self)
            async let held: Void = holder.write { _ in
                beginning.finish()
                release.wait()
            }
            for await _ in began {}
            let error = await #expect(throws: StorageFault.self) {
                try await waiter.write { try AuditStore($0).append("x", login: nil, payload: "{}", at: .at(0)) }
            }
            release.signal()
            try await held
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await waiter.write { try AuditStore($0).append("x", login: nil, payload: "{}", at: .at(0)) }
            await waiter.close()
            await holder.close()
        }
    }
}

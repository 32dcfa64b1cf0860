import Foundation
import Storage
import TestDatabases
import Testing

struct DatabaseTests {
    @Test(arguments: TestEngine.allCases)
    func `gives every value back as it came`(_ engine: TestEngine) async throws {
        let texts = ["", "'); DROP TABLE t; --", "\u{1}\u{2028}\"?$1:a\\", "Peña Íñigo 👩‍👩‍👧", "e\u{301}é"]
        let blobs: [[UInt8]] = [[], [0], [0, 1, 0, 255], Array(0...255), [UInt8](repeating: 7, count: 100_000)]
        let integers: [Int64] = [0, 1, -1, .max, .min, 1 << 33]
        try await TestDatabase.with(engine) { test in
            _ = try await test.database.write { connection in
                try connection.execute(
                    "CREATE TABLE t (i \(sql: .integer), t TEXT, b \(sql: .bytes))\(sql: .strictTable)")
            }
            for text in texts {
                for blob in blobs {
                    for integer in integers {
                        try await test.database.write { connection in
                            let row = try connection.row(
                                """
                                INSERT INTO t (i, t, b) VALUES (\(integer), \(text), \(blob)) RETURNING i, t, b
                                """)
                            #expect(try row?["i"] == integer)
                            #expect(try (row?["t"] as String?)?.utf8.elementsEqual(text.utf8) == true)
                            #expect(try row?["b"] == blob)
                            #expect(try connection.execute("DELETE FROM t WHERE i = \(integer) AND t = \(text)") == 1)
                        }
                    }
                }
            }
        }
    }
}

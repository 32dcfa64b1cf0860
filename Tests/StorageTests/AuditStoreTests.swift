import Storage
import TestDatabases
import Testing

struct AuditStoreTests {
    private static let changes: [Statement] = [
        "UPDATE audit SET payload = 'x'", "UPDATE audit SET occurred_at = occurred_at + 1", "DELETE FROM audit",
        "DELETE FROM audit WHERE event = 'login.began'",
    ]
    private static let ownChanges: [Dialect: [Statement]] = [
        .sqlite: [
            """
            INSERT OR REPLACE INTO audit (id, occurred_at, login_id, event, payload)
            SELECT id, occurred_at, login_id, event, 'x' FROM audit
            """
        ],
        .postgres: [
            "TRUNCATE audit", "TRUNCATE logins, audit CASCADE",
            """
            INSERT INTO audit (id, occurred_at, login_id, event, payload) OVERRIDING SYSTEM VALUE
            SELECT id, occurred_at, login_id, event, payload FROM audit
            ON CONFLICT (id) DO UPDATE SET payload = 'x'
            """,
        ],
    ]

    @Test(arguments: TestEngine.allCases)
    func `entries cannot be changed or deleted`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write {
                try AuditStore($0).append("login.began", login: "a", payload: "{}", at: .at(0))
            }
            let dialect = try await test.database.read { $0.dialect }
            for change in Self.changes + (Self.ownChanges[dialect] ?? []) {
                await #expect(throws: StorageFault.constraint(.check("audit_append_only")), "\(change)") {
                    try await test.database.write { try $0.execute(change) }
                }
            }
            let entries = try await test.database.read { try AuditStore($0).entries(limit: 9) }
            #expect(entries.map(\.payload) == ["{}"])
            #expect(entries.map(\.login) == ["a"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns entries in order`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let audit = AuditStore(connection)
                try audit.append("login.began", login: "a", payload: #"{"x":"'"}"#, at: .at(0))
                try audit.append("citizen.added", login: nil, payload: "{}", at: .at(1))
                try audit.append("login.answered", login: "a", payload: "{}", at: .at(2))
                #expect(try audit.entries(of: "a").map(\.event) == ["login.began", "login.answered"])
                let first = try #require(try audit.entries(limit: 1).first)
                #expect(first.payload == #"{"x":"'"}"#)
                #expect(first.occurredAt == .at(0))
                let rest = try audit.entries(after: first.id, limit: 9)
                #expect(rest.map(\.event) == ["citizen.added", "login.answered"])
                #expect(rest.map(\.login) == [nil, "a"])
            }
        }
    }
}

import Storage
import TestDatabases
import Testing

struct AuditStoreTests {
    @Test(arguments: TestEngine.allCases)
    func `tells what happened, in order`(_ engine: TestEngine) async throws {
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

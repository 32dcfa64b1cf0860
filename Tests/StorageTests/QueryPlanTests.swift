import Foundation
import TestDatabases
import Testing

@testable import Storage

/// Tests that frequent queries use an index and never a scan.
struct QueryPlanTests {
    struct Query: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The index that SQLite uses; nil if it uses several indexes.
        let index: String?
        let run: @Sendable (Connection) throws -> Void

        init(_ name: String, by index: String? = nil, _ run: @escaping @Sendable (Connection) throws -> Void) {
            testDescription = name
            self.index = index
            self.run = run
        }
    }

    static let charges = [
        Query("tallies") { _ = try LimitStore($0).read([.init("network", [1]), .init("guess", [2])]) },
        Query("forgiven charges", by: "charges_login_id") { connection in
            _ = try ChargeStore(connection).forgive([2], in: "login")
        },
        Query("old charges", by: "charges_occurred_at") { try ChargeStore($0).purge(before: .at(0), atMost: 9) },
        Query("old credits", by: "credits_given_at") { try ChargeStore($0).purgeCredits(before: .at(0), atMost: 9) },
    ]

    static let housekeeping = [
        Query("answers", by: "logins_answer_until") { try LoginStore($0).forgetAnswers(at: .at(0), atMost: 9) },
        Query("renewals", by: "logins_renewal_until") { try LoginStore($0).forgetRenewals(at: .at(0), atMost: 9) },
        Query("logins", by: "logins_expires_at") { try LoginStore($0).purge(expiredBefore: .at(0), atMost: 9) },
        Query("replays", by: "replays_until") { try ReplayStore($0).purge(before: .at(0), atMost: 9) },
        Query("tickets", by: "tickets_expires_at") { try TicketStore($0).purge(before: .at(0), atMost: 9) },
        Query("logouts", by: "logouts_expires_at") { try LogoutStore($0).purge(before: .at(0), atMost: 9) },
        Query("payloads", by: "sessions_payload") { try SessionStore($0).clear(expiredBefore: .at(0), atMost: 9) },
        Query("sessions", by: "sessions_expires_at") { try SessionStore($0).purge(before: .at(0), atMost: 9) },
        Query("old tallies", by: "limits_kept_until") { try LimitStore($0).purge(at: .at(0), atMost: 9) },
        Query("messages") { try OutboxStore($0).purge(before: .at(0), atMost: 9) },
    ]

    static let tickets = [
        Query("a ticket's login") { _ = try TicketStore($0).login(of: [1]) }
    ]

    static let dispatcher = [
        Query("due messages", by: "outbox_due") { _ = try OutboxStore($0).claim(9, until: .at(9), at: .at(0)) },
        Query("the number of due messages", by: "outbox_due") { _ = try OutboxStore($0).due(of: .known, at: .at(0)) },
        Query("overdue messages", by: "outbox_not_after") { try OutboxStore($0).dropOverdue(at: .at(0)) },
    ]

    @Test(arguments: charges + housekeeping + tickets + dispatcher)
    func `SQLite searches with the expected index`(_ query: Query) async throws {
        let database = try await Database.sqliteInMemory()
        let (tables, plan) = try await database.write { connection in
            let tables = try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            let rows = try Self.statements(of: query, on: connection).flatMap {
                try connection.rows("EXPLAIN QUERY PLAN \(sql: $0)")
            }
            return (try Set(tables.map { try $0["name"] as String }), try rows.map { try $0["detail"] as String })
        }
        #expect(!plan.isEmpty)
        for line in plan {
            let words = line.split(separator: " ")
            guard words.first == "SCAN", let table = words.dropFirst().first else { continue }
            #expect(!tables.contains(String(table)), "\(line)")
        }
        if let index = query.index {
            #expect(plan.contains { $0.split(separator: " ").contains(Substring(index)) }, "\(plan)")
        }
    }

    @Test(arguments: charges + housekeeping + tickets + dispatcher)
    func `PostgreSQL can search by an index`(_ query: Query) async throws {
        try await TestDatabase.with(.postgres) { test in
            let plan = try await test.database.write { connection in
                try connection.execute("SET LOCAL enable_seqscan = off")
                let rows = try Self.statements(of: query, on: connection).flatMap {
                    try connection.rows("EXPLAIN \(sql: $0)")
                }
                return try rows.map { try $0["QUERY PLAN"] as String }
            }
            #expect(!plan.isEmpty)
            #expect(!plan.contains { $0.contains("Seq Scan") }, "\(plan)")
            // A full scan of an index has no condition. The index of waiting messages may be scanned in an empty table.
            for (line, next) in zip(plan, plan.dropFirst() + [""]) where line.contains("Index") {
                guard line.contains("Scan"), !line.contains("outbox_due") else { continue }
                #expect(next.contains("Index Cond"), "\(plan)")
            }
        }
    }

    /// Returns the statements of a query without running them.
    private static func statements(of query: Query, on connection: Connection) throws -> [Statement] {
        var statements: [Statement] = []
        let recorder = Connection(dialect: connection.dialect, observer: nil) { statement in
            statements.append(statement)
            return StatementResult(columns: Columns([]), rows: [], count: 0)
        }
        // A store may throw without a row.
        try? query.run(recorder)
        return statements
    }
}

import Foundation
import Storage
import TestDatabases
import Testing

/// Tests that housekeeping deletes rows in batches of limited size.
struct DeletionTests {
    /// A kind of row: three rows of it, and the deletion.
    struct Kind: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fill: @Sendable (Connection) throws -> Void
        let delete: @Sendable (Connection, _ limit: Int) throws -> Int
    }

    static let kinds = [
        Kind(testDescription: "answers") { connection in
            try logins(connection) { logins, id in
                _ = try logins.consume(
                    id, version: 1, phase: "answered", payload: [], cookieHash: [9], answer: [5],
                    answerUntil: .at(130), at: .at(10))
            }
        } delete: {
            try LoginStore($0).forgetAnswers(at: .at(130), atMost: $1)
        },
        Kind(testDescription: "renewals") { connection in
            try logins(connection) { logins, id in
                let renewal = LoginRenewal(
                    cookieHash: [2], replacedHash: [1], sealedHandle: [7], until: .at(40), maximumTries: 2)
                _ = try logins.update(id, version: 1, phase: "proved", payload: [1], renewal: renewal)
            }
        } delete: {
            try LoginStore($0).forgetRenewals(at: .at(40), atMost: $1)
        },
        Kind(testDescription: "logins") { connection in
            try logins(connection) { _, _ in }
        } delete: {
            try LoginStore($0).purge(expiredBefore: .at(901), atMost: $1)
        },
        Kind(testDescription: "replays") { connection in
            for id in ["a", "b", "c"] {
                _ = try ReplayStore(connection).remember(id, from: "service", until: .at(0), login: "login")
            }
        } delete: {
            try ReplayStore($0).purge(before: .at(1), atMost: $1)
        },
        Kind(testDescription: "tickets") { connection in
            try logins(connection) { _, id in
                try TicketStore(connection).issue(Array(id.utf8), login: id, until: .at(60))
            }
        } delete: {
            try TicketStore($0).purge(before: .at(61), atMost: $1)
        },
        Kind(testDescription: "logouts") { connection in
            for id in ["a", "b", "c"] {
                try LogoutStore(connection).insert(
                    LogoutRow(id: id, cookieHash: [1], payload: [1], expiresAt: .at(60)))
            }
        } delete: {
            try LogoutStore($0).purge(before: .at(60), atMost: $1)
        },
        Kind(testDescription: "payloads of sessions", fill: sessions) {
            try SessionStore($0).clear(expiredBefore: .at(60), atMost: $1)
        },
        Kind(testDescription: "sessions", fill: sessions) {
            try SessionStore($0).purge(before: .at(60), atMost: $1)
        },
        Kind(testDescription: "tallies", fill: tallies) {
            try LimitStore($0).purge(at: .at(2 * 3600 + 60), atMost: $1)
        },
        Kind(testDescription: "charges", fill: charges) {
            try ChargeStore($0).purge(before: .at(1), atMost: $1)
        },
        Kind(testDescription: "credits", fill: charges) {
            try ChargeStore($0).purgeCredits(before: .at(1), atMost: $1)
        },
        Kind(testDescription: "messages") { connection in
            let outbox = OutboxStore(connection)
            for _ in 0..<3 { try outbox.enqueue(.init(recipient: nil, text: [1], notAfter: .at(600)), at: .at(0)) }
            let claimed = try outbox.claim(3, until: .at(30), at: .at(0))
            try outbox.sent(claimed[0], at: .at(1))
            try outbox.sent(claimed[1], at: .at(1))
            try outbox.drop(claimed[2], at: .at(1))
        } delete: {
            try OutboxStore($0).purge(before: .at(2), atMost: $1)
        },
    ]

    @Test(arguments: TestEngine.allCases, kinds)
    func `deletes at most the permitted number of rows and returns the count`(_ engine: TestEngine, _ kind: Kind)
        async throws
    {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { connection in
                try kind.fill(connection)
                #expect(try kind.delete(connection, 2) == 2)
                #expect(try kind.delete(connection, 2) == 1)
                #expect(try kind.delete(connection, 2) == 0)
            }
        }
    }

    private static func logins(
        _ connection: Connection, _ body: (LoginStore, _ id: String) throws -> Void
    ) throws {
        let logins = LoginStore(connection)
        for id in ["a", "b", "c"] {
            try logins.insert(.sample(id))
            try body(logins, id)
        }
    }

    @Sendable private static func sessions(_ connection: Connection) throws {
        let person = try PersonStore(connection).findOrCreate("12345678Z", candidate: "p", at: .at(0))
        for number in UInt8(0)..<3 {
            try SessionStore(connection).insert(
                SessionRow(
                    id: "\(number)", handleHash: [UInt8](repeating: number, count: 32), person: person, payload: [1],
                    startedAt: .at(0), usedAt: .at(0), expiresAt: .at(60)))
        }
    }

    @Sendable private static func tallies(_ connection: Connection) throws {
        for number in UInt8(0)..<3 { try LimitStore(connection).count(.init("guess", [number]), at: .at(0)) }
    }

    @Sendable private static func charges(_ connection: Connection) throws {
        let store = ChargeStore(connection)
        for document in UInt8(0)..<3 {
            _ = try store.credit([document], to: [[1]], at: .at(0))
            try store.add(.init(kind: "password", accounts: [[1]], document: [document], login: "login"), at: .at(0))
        }
    }
}

import Foundation
import Storage
import TestDatabases
import Testing

struct ChargeStoreTests {
    private static func charge(
        _ accounts: [[UInt8]] = [[1]], kind: String = "password", isLane: Bool = false, document: [UInt8] = [7],
        login: String = "login-1"
    ) -> ChargeStore.Charge {
        .init(kind: kind, accounts: accounts, isLane: isLane, document: document, login: login)
    }

    private func with(
        _ engine: TestEngine, _ body: @escaping @Sendable (ChargeStore) throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { try body(ChargeStore($0)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a charge is deleted once from each account, with its kind and time`(_ engine: TestEngine) async throws {
        try await with(engine) { (store) throws in
            try store.add(Self.charge([[1], [2]]), at: .at(5))
            try store.add(Self.charge([[3]], kind: "pinRequest", isLane: true), at: .at(6))
            let forgiven = try store.forgive([7], in: "login-1").sorted { $0.account[0] < $1.account[0] }
            #expect(forgiven.map(\.account) == [[1], [2], [3]])
            #expect(forgiven.map(\.breadth) == [0, 1, -1])
            #expect(forgiven.map(\.kind) == ["password", "password", "pinRequest"])
            #expect(forgiven.map(\.occurredAt) == [.at(5), .at(5), .at(6)])
            #expect(try store.forgive([7], in: "login-1").isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a proof deletes only its login's charges for that document`(_ engine: TestEngine) async throws {
        try await with(engine) { (store) throws in
            try store.add(Self.charge(), at: .at(0))
            try store.add(Self.charge(document: [8]), at: .at(1))
            try store.add(Self.charge(login: "login-2"), at: .at(2))
            #expect(try store.forgive([7], in: "login-1").map(\.occurredAt) == [.at(0)])
            #expect(try store.forgive([8], in: "login-1").map(\.occurredAt) == [.at(1)])
            #expect(try store.forgive([7], in: "login-2").map(\.occurredAt) == [.at(2)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document has one credit for any number of sign-ins`(_ engine: TestEngine) async throws {
        try await with(engine) { (store) throws in
            func credit(_ document: UInt8, _ networks: [[UInt8]], at second: Double) throws -> [Date?] {
                let credits = try store.credit([document], to: networks, at: .at(second))
                let named = credits.map(\.network).sorted { $0[0] < $1[0] }
                #expect(named == networks)
                return credits.map(\.replacing)
            }
            #expect(try credit(7, [[1], [2]], at: 1) == [nil, nil])
            #expect(try credit(7, [[1], [2]], at: 2) == [.at(1), .at(1)])
            #expect(try credit(7, [[1]], at: 3) == [.at(2)])
            #expect(try credit(8, [[1]], at: 4) == [nil])
            #expect(try credit(7, [[2]], at: 5) == [.at(2)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes old charges and credits`(_ engine: TestEngine) async throws {
        try await with(engine) { (store) throws in
            try store.add(Self.charge(), at: .at(0))
            try store.add(Self.charge(), at: .at(10))
            for document in UInt8(1)...2 { _ = try store.credit([document], to: [[1]], at: .at(Double(document))) }
            try store.purge(before: .at(10))
            try store.purgeCredits(before: .at(2))
            #expect(try store.forgive([7], in: "login-1").map(\.occurredAt) == [.at(10)])
            #expect(try store.credit([1], to: [[1]], at: .at(3)).map(\.replacing) == [nil])
            #expect(try store.credit([2], to: [[1]], at: .at(3)).map(\.replacing) == [.at(2)])
        }
    }
}

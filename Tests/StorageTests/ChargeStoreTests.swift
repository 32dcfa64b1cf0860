import Foundation
import Storage
import TestDatabases
import Testing

struct ChargeStoreTests {
    private static let hour = Duration.seconds(3600)

    private static func charge(
        _ networks: [[UInt8]] = [[1]], kind: String = "password", document: [UInt8] = [7], login: String = "login-1"
    ) -> ChargeStore.Charge {
        .init(kind: kind, networks: networks, document: document, login: login)
    }

    private func with(
        _ engine: TestEngine, _ body: @escaping @Sendable (ChargeStore) throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { try body(ChargeStore($0)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a network is full from its maximum on, until the oldest charge leaves the window`(
        _ engine: TestEngine
    ) async throws {
        try await with(engine) { store in
            func full(_ network: [UInt8], at second: Double) throws -> Date? {
                try store.fullUntil(network: network, maximum: 2, window: Self.hour, at: .at(second))
            }
            try store.add(Self.charge([[1], [2]]), at: .at(0))
            #expect(try full([1], at: 1) == nil)
            try store.add(Self.charge([[1]]), at: .at(10))
            #expect(try full([1], at: 11) == .at(3600))
            #expect(try full([1], at: 3600) == nil)
            #expect(try full([2], at: 11) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document is counted apart, and each kind`(_ engine: TestEngine) async throws {
        try await with(engine) { store in
            func full(_ document: [UInt8], _ kind: String) throws -> Date? {
                try store.fullUntil(
                    network: [1], document: document, kind: kind, maximum: 1, window: Self.hour, at: .at(1))
            }
            try store.add(Self.charge(), at: .at(0))
            #expect(try full([7], "password") == .at(3600))
            #expect(try full([8], "password") == nil)
            #expect(try full([7], "pinRequest") == nil)
            let elsewhere = try store.fullUntil(
                network: [2], document: [7], kind: "password", maximum: 1, window: Self.hour, at: .at(1))
            #expect(elsewhere == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an attempt from several networks is one attack on a document`(_ engine: TestEngine) async throws {
        try await with(engine) { store in
            for network in UInt8(1)...2 { try store.add(Self.charge([[network], [9]]), at: .at(5)) }
            #expect(try store.hasAtLeast(2, kind: "password", document: [7], since: .at(0)))
            #expect(try !store.hasAtLeast(3, kind: "password", document: [7], since: .at(0)))
            #expect(try !store.hasAtLeast(1, kind: "password", document: [7], since: .at(5)))
            #expect(try !store.hasAtLeast(1, kind: "password", document: [8], since: .at(0)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a proof forgives its login's charges for that document alone`(_ engine: TestEngine) async throws {
        try await with(engine) { store in
            try store.add(Self.charge(), at: .at(0))
            try store.add(Self.charge(document: [8]), at: .at(0))
            try store.add(Self.charge(login: "login-2"), at: .at(0))
            try store.forgive([7], in: "login-1", networks: [[1]], at: .at(1))
            #expect(try store.fullUntil(network: [1], maximum: 2, window: Self.hour, at: .at(1)) != nil)
            #expect(try store.fullUntil(network: [1], maximum: 3, window: Self.hour, at: .at(1)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a document is one credit, however often it signs in`(_ engine: TestEngine) async throws {
        try await with(engine) { store in
            for second in [1.0, 2, 3] { try store.forgive([7], in: "x", networks: [[1], [2]], at: .at(second)) }
            try store.forgive([8], in: "x", networks: [[1]], at: .at(4))
            #expect(try store.credits(of: [1], since: .at(0), maximum: 10) == 2)
            #expect(try store.credits(of: [1], since: .at(3), maximum: 10) == 1)
            #expect(try store.credits(of: [1], since: .at(0), maximum: 1) == 1)
            #expect(try store.credits(of: [2], since: .at(0), maximum: 10) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `forgets what no window looks at`(_ engine: TestEngine) async throws {
        try await with(engine) { store in
            try store.add(Self.charge(), at: .at(0))
            try store.add(Self.charge(), at: .at(10))
            try store.forgive([9], in: "x", networks: [[1]], at: .at(0))
            try store.purge(before: .at(10))
            try store.purgeCredits(before: .at(10))
            #expect(try store.fullUntil(network: [1], maximum: 1, window: Self.hour, at: .at(11)) == .at(3610))
            #expect(try store.fullUntil(network: [1], maximum: 2, window: Self.hour, at: .at(11)) == nil)
            #expect(try store.credits(of: [1], since: .at(-1), maximum: 10) == 0)
        }
    }
}

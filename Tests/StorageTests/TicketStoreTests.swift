import Storage
import TestDatabases
import Testing

struct TicketStoreTests {
    private func withTicket(
        _ engine: TestEngine, _ body: @escaping @Sendable (TicketStore) throws -> Void
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try LoginStore(connection).insert(.sample("login-2"))
                let tickets = TicketStore(connection)
                try tickets.issue([1], login: "login-1", until: .at(60))
                try body(tickets)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns login and service until it expires`(_ engine: TestEngine) async throws {
        try await withTicket(engine) { (tickets) throws in
            let ticket = try #require(try tickets.find([1], at: .at(59)))
            #expect(ticket.login == "login-1")
            #expect(ticket.serviceProvider == LoginRow.sample().serviceProvider)
            #expect(ticket.expiresAt == .at(60))
            #expect(try tickets.find([1], at: .at(60)) == nil)
            #expect(try tickets.find([2], at: .at(0)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `stores evidence once and returns it once to its own login`(_ engine: TestEngine) async throws {
        try await withTicket(engine) { (tickets) throws in
            #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(10)) == nil)
            #expect(try tickets.deposit([9], under: [1], codeHash: [2], codeUntil: .at(70), at: .at(10)))
            #expect(try !tickets.deposit([8], under: [1], codeHash: [3], codeUntil: .at(70), at: .at(10)))
            #expect(try tickets.find([1], at: .at(10)) == nil)
            #expect(try tickets.consume(codeHash: [2], login: "login-2", at: .at(11)) == nil)
            #expect(try tickets.consume(codeHash: [3], login: "login-1", at: .at(11)) == nil)
            #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(70)) == nil)
            #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(69)) == [9])
            #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(69)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `stores no evidence after its expiry`(_ engine: TestEngine) async throws {
        try await withTicket(engine) { (tickets) throws in
            #expect(try !tickets.deposit([9], under: [1], codeHash: [2], codeUntil: .at(99), at: .at(60)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is deleted when neither ticket nor code is valid`(_ engine: TestEngine) async throws {
        try await withTicket(engine) { (tickets) throws in
            try tickets.issue([5], login: "login-2", until: .at(60))
            _ = try tickets.deposit([9], under: [1], codeHash: [2], codeUntil: .at(90), at: .at(30))
            try tickets.purge(before: .at(61))
            #expect(try tickets.find([5], at: .at(0)) == nil)
            #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(61)) == [9])
            try tickets.purge(before: .at(91))
            #expect(try !tickets.deposit([9], under: [1], codeHash: [2], codeUntil: .at(90), at: .at(30)))
        }
    }

    /// The bug: each request to the URL that issues tickets left a row.
    @Test(arguments: TestEngine.allCases)
    func `a new ticket replaces the previous one and its evidence`(
        _ engine: TestEngine
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try LoginStore(connection).insert(.sample("login-2"))
                let tickets = TicketStore(connection)
                try tickets.issue([1], login: "login-1", until: .at(60))
                #expect(try tickets.deposit([9], under: [1], codeHash: [2], codeUntil: .at(70), at: .at(10)))
                try tickets.issue([3], login: "login-1", until: .at(80))
                try tickets.issue([4], login: "login-2", until: .at(80))
                #expect(try connection.rows("SELECT login_id FROM tickets").count == 2)
                #expect(try tickets.find([1], at: .at(11)) == nil)
                #expect(try !tickets.deposit([9], under: [1], codeHash: [5], codeUntil: .at(70), at: .at(11)))
                #expect(try tickets.consume(codeHash: [2], login: "login-1", at: .at(11)) == nil)
                #expect(try tickets.login(of: [1]) == "login-1")
                #expect(try tickets.find([3], at: .at(79))?.expiresAt == .at(80))
                #expect(try tickets.deposit([8], under: [3], codeHash: [6], codeUntil: .at(70), at: .at(11)))
                #expect(try tickets.consume(codeHash: [6], login: "login-1", at: .at(12)) == [8])
                try tickets.issue([7], login: "login-1", until: .at(80))
                #expect(try tickets.find([7], at: .at(13)) != nil)
                #expect(try tickets.login(of: [3]) == "login-1")
                #expect(try tickets.login(of: [1]) == nil)
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `leaves one of many simultaneously issued tickets`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            _ = try await test.database.write { try LoginStore($0).insert(.sample()) }
            _ = try await race(12, on: [test.database, other]) { connection, number in
                try TicketStore(connection).issue([UInt8(number)], login: "login-1", until: .at(60))
            }
            #expect(try await test.database.read { try $0.rows("SELECT login_id FROM tickets").count } == 1)
            await other.close()
        }
    }

    @Test(arguments: TestEngine.shared)
    func `returns its evidence to only one of many simultaneous requests`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            try await test.database.write { (connection) throws in
                try LoginStore(connection).insert(.sample())
                try TicketStore(connection).issue([1], login: "login-1", until: .at(60))
            }
            let deposits = try await race(12, on: [test.database, other]) { connection, number in
                try TicketStore(connection).deposit(
                    [UInt8(number)], under: [1], codeHash: [2, UInt8(number)], codeUntil: .at(60), at: .at(1))
            }
            #expect(deposits.filter(\.self).count == 1)
            let codes = try await test.database.read { try $0.rows("SELECT code_hash FROM tickets") }
            let code: [UInt8] = try codes[0]["code_hash"]
            let evidence = try await race(12, on: [test.database, other]) { connection, _ in
                try TicketStore(connection).consume(codeHash: code, login: "login-1", at: .at(2))
            }
            #expect(evidence.compactMap(\.self) == [[code[1]]])
            await other.close()
        }
    }
}

import Foundation
import Storage
import TestDatabases
import Testing

struct SessionStoreTests {
    private static let first = [UInt8](repeating: 1, count: 32)
    private static let second = [UInt8](repeating: 2, count: 32)

    /// Inserts a session that starts at 0 and ends at 100 seconds.
    private static func begin(_ connection: Connection) throws -> SessionStore {
        _ = try PersonStore(connection).findOrCreate("12345678Z", candidate: "p1", at: .at(0))
        let store = SessionStore(connection)
        try store.insert(
            SessionRow(
                id: "s1", handleHash: first, person: "p1", payload: [7], startedAt: .at(0), usedAt: .at(0),
                expiresAt: .at(100)))
        return store
    }

    private static let notified = SessionServiceRow(
        serviceProvider: "https://a", sessionIndex: "i1", nameID: "n1", nameIDFormat: "f", issuedAt: .at(1))

    @Test(arguments: TestEngine.allCases)
    func `is found by its handle until it ends`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                #expect(try store.find(Self.first, at: .at(99))?.payload == [7])
                #expect(try store.find(Self.first, at: .at(100)) == nil)
                #expect(try store.find(Self.second, at: .at(1)) == nil)
                #expect(try store.touch(Self.first, until: .at(150), at: .at(99)))
                #expect(try store.find(Self.first, at: .at(100))?.usedAt == .at(99))
                #expect(try !store.touch(Self.first, until: .at(300), at: .at(150)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is found with all data that an answer needs`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                let alone = try #require(try store.find(Self.first, for: "https://a", at: .at(99)))
                #expect(
                    alone.session
                        == SessionRow(
                            id: "s1", handleHash: Self.first, person: "p1", payload: [7], startedAt: .at(0),
                            usedAt: .at(0), expiresAt: .at(100)))
                #expect(alone.person.id == "p1" && alone.person.nameID == nil && alone.citizen == nil)

                let persons = PersonStore(connection)
                _ = try persons.persistentNameID(of: "p1", at: "https://a", candidate: "n1", at: .at(0))
                let consent = [UInt8](repeating: 3, count: 32)
                try ConsentStore(connection).remember(consent, of: "p1", for: "https://a", at: .at(1))
                _ = try CitizenStore(connection).add(.sample("12345678Z"))
                _ = try CitizenStore(connection).setPassword("$hash", of: "12345678Z", at: .at(3))
                let found = try #require(try store.find(Self.first, for: "https://a", at: .at(99)))
                #expect(found.person.nameID == "n1" && found.person.consent == consent)
                #expect(found.citizen == (try CitizenStore(connection).find("12345678Z")))
                #expect(found.citizen?.passwordSetAt == .at(3))
                let elsewhere = try #require(try store.find(Self.first, for: "https://b", at: .at(99)))
                #expect(elsewhere.person.nameID == nil && elsewhere.person.consent == nil)
                #expect(try store.find(Self.first, for: "https://a", at: .at(100)) == nil)
                #expect(try store.find(Self.second, for: "https://a", at: .at(1)) == nil)
                // A clock that is behind does not find it either.
                #expect(try store.end("s1", at: .at(50)))
                #expect(try store.find(Self.first, for: "https://a", at: .at(49)) == nil)
            }
        }
    }

    /// The attack: a broker whose clock is ahead ends an expired session, and another broker uses it.
    @Test(arguments: TestEngine.allCases, [true, false])
    func `ends also when it has expired by the clock`(_ engine: TestEngine, _ isOne: Bool) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                if isOne {
                    #expect(try store.end("s1", at: .at(101)))
                    #expect(try !store.end("s1", at: .at(99)))
                } else {
                    try store.endAll(of: "12345678Z", at: .at(101))
                }
                #expect(try store.find(Self.first, at: .at(99)) == nil)
                #expect(try !store.touch(Self.first, until: .at(150), at: .at(99)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `returns the login that a message started`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                _ = try ReplayStore(connection).remember("_1", from: "https://a", until: .at(90), login: "l1")
                #expect(try store.find(Self.first, for: "https://a", using: "_1", at: .at(9))?.messageLogin == "l1")
                for (service, message) in [("https://b", "_1"), ("https://a", "_2"), ("https://a", nil)] {
                    let found = try #require(try store.find(Self.first, for: service, using: message, at: .at(9)))
                    #expect(found.messageLogin == nil)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `has one handle at a time, and one of two renewals succeeds`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                #expect(try store.renew(Self.first, as: Self.second, payload: [8], until: .at(200), at: .at(50)))
                #expect(try !store.renew(Self.first, as: Self.second, payload: [9], until: .at(200), at: .at(51)))
                #expect(try store.find(Self.first, at: .at(60)) == nil)
                #expect(try store.find(Self.second, at: .at(60))?.payload == [8])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `stores the notified services and deletes them with the session`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                try store.note(Self.notified, of: "s1")
                #expect(try store.services(of: "s1") == [Self.notified])
                #expect(try store.sessions(of: "https://a", nameID: "n1").map(\.id) == ["s1"])
                #expect(try store.sessions(of: "https://b", nameID: "n1").isEmpty)
                #expect(try store.end("s1", at: .at(50)))
                #expect(try !store.end("s1", at: .at(50)))
                #expect(try store.find(Self.first, at: .at(50)) == nil)
                let ended = try store.sessions(of: "https://a", nameID: "n1")
                #expect(ended.map(\.payload) == [[]], "known as ended, without personal data")
                try store.purge(before: .at(50))
                #expect(try store.services(of: "s1").isEmpty)
            }
        }
    }

    /// Inserts two logins with an answer. The session has the first one.
    private static func answer(_ connection: Connection) throws -> (LoginStore, SessionStore) {
        let store = try begin(connection)
        let logins = LoginStore(connection)
        for id in ["login-1", "login-2"] {
            try logins.insert(
                LoginRow(
                    id: id, cookieHash: [1], serviceProvider: "https://a", phase: "choosing", beginning: [],
                    payload: [],
                    startedAt: .at(0), expiresAt: .at(900)))
            _ = try logins.consume(
                id, version: 1, phase: "answered", payload: [], cookieHash: [1], answer: [5], answerUntil: .at(130),
                at: .at(10))
        }
        try store.note(
            SessionServiceRow(
                serviceProvider: "https://a", sessionIndex: "i1", nameID: "n1", nameIDFormat: "f", issuedAt: .at(10),
                login: "login-1"), of: "s1")
        #expect(try store.services(of: "s1").map(\.login) == ["login-1"])
        return (logins, store)
    }

    @Test(arguments: TestEngine.allCases)
    func `deletes the stored answers of its logins when it ends, and no others`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let (logins, store) = try Self.answer(connection)
                #expect(try !store.end("s2", at: .at(20)))
                #expect(try logins.answer("login-1", at: .at(20)) == [5])
                #expect(try store.end("s1", at: .at(20)))
                #expect(try logins.answer("login-1", at: .at(20)) == nil)
                #expect(try logins.answer("login-2", at: .at(20)) == [5])
            }
        }
    }

    /// A broker whose clock is behind must not use a session that another broker has ended.
    @Test(arguments: TestEngine.allCases)
    func `stays ended for a clock that is behind`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                #expect(try store.isLive("s1", at: .at(99)))
                #expect(try !store.isLive("s1", at: .at(100)))
                #expect(try store.end("s1", at: .at(50)))
                #expect(try store.find(Self.first, at: .at(40)) == nil)
                #expect(try !store.isLive("s1", at: .at(40)))
                #expect(try !store.touch(Self.first, until: .at(300), at: .at(40)))
                #expect(try !store.renew(Self.first, as: Self.second, payload: [8], until: .at(300), at: .at(40)))
                #expect(try !store.end("s1", at: .at(40)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ending all sessions of a person deletes only the answers of that person`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let (logins, store) = try Self.answer(connection)
                try store.endAll(of: "00000000T", at: .at(20))
                #expect(try logins.answer("login-1", at: .at(20)) == [5])
                try store.endAll(of: "12345678Z", at: .at(20))
                #expect(try logins.answer("login-1", at: .at(20)) == nil)
                #expect(try logins.answer("login-2", at: .at(20)) == [5])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is not found or ended by the NameID or person of another`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                _ = try PersonStore(connection).findOrCreate("87654321X", candidate: "p2", at: .at(0))
                try store.insert(
                    SessionRow(
                        id: "s2", handleHash: Self.second, person: "p2", payload: [7], startedAt: .at(0),
                        usedAt: .at(0), expiresAt: .at(100)))
                try store.note(Self.notified, of: "s1")
                #expect(try store.sessions(of: "https://a", nameID: "n2").isEmpty)
                try store.endAll(of: "12345678Z", at: .at(10))
                #expect(try store.find(Self.first, at: .at(11)) == nil)
                #expect(try store.find(Self.second, at: .at(11))?.payload == [7])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `is deleted when it has expired`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let store = try Self.begin(connection)
                try store.note(Self.notified, of: "s1")
                try store.clear(expiredBefore: .at(99))
                #expect(try store.find(Self.first, at: .at(99))?.payload == [7])
                try store.clear(expiredBefore: .at(100))
                #expect(try store.sessions(of: "https://a", nameID: "n1").map(\.payload) == [[]])
                try store.purge(before: .at(99))
                #expect(try !store.services(of: "s1").isEmpty)
                try store.purge(before: .at(100))
                #expect(try store.services(of: "s1").isEmpty)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `stores the last access and language of a person`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let persons = PersonStore(connection)
                #expect(
                    try persons.noteAccess(of: "12345678Z", candidate: "p1", language: "ca", at: .at(5)) == "p1")
                #expect(try persons.find("12345678Z", for: "a")?.lastAccessAt == .at(5))
                #expect(
                    try persons.noteAccess(of: "12345678Z", candidate: "p2", language: nil, at: .at(9)) == "p1")
                #expect(try persons.find("12345678Z", for: "a")?.lastAccessAt == .at(9))
                #expect(try persons.language(of: "12345678Z") == "ca")
                #expect(
                    try persons.noteAccess(of: "12345678Z", candidate: "p3", language: "en", at: .at(10)) == "p1")
                #expect(try persons.language(of: "12345678Z") == "en")
            }
        }
    }
}

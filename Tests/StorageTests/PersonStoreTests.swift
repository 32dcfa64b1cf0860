import Storage
import TestDatabases
import Testing

struct PersonStoreTests {
    @Test(arguments: TestEngine.allCases)
    func `is one person for one document`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let persons = PersonStore(connection)
                #expect(try persons.findOrCreate("12345678Z", candidate: "p1", at: .at(0)) == "p1")
                #expect(try persons.findOrCreate("12345678Z", candidate: "p2", at: .at(1)) == "p1")
                #expect(try persons.findOrCreate("00000000T", candidate: "p3", at: .at(1)) == "p3")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `has one NameID at each service`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let persons = PersonStore(connection)
                _ = try persons.findOrCreate("12345678Z", candidate: "p1", at: .at(0))
                #expect(try persons.persistentNameID(of: "p1", at: "a", candidate: "n1", at: .at(0)) == "n1")
                #expect(try persons.persistentNameID(of: "p1", at: "a", candidate: "n2", at: .at(0)) == "n1")
                #expect(try persons.persistentNameID(of: "p1", at: "b", candidate: "n3", at: .at(0)) == "n3")
                let known = try #require(try persons.find("12345678Z", for: "b"))
                #expect(known.id == "p1" && known.nameID == "n3" && known.lastAccessAt == nil)
                #expect(try persons.find("12345678Z", for: "c")?.nameID == nil)
                #expect(try persons.find("87654321X", for: "a") == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `never has the NameID of another person`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            await #expect(throws: StorageFault.constraint(.unique("name_ids.value"))) {
                try await test.database.write { (connection) throws in
                    let persons = PersonStore(connection)
                    _ = try persons.findOrCreate("12345678Z", candidate: "p1", at: .at(0))
                    _ = try persons.findOrCreate("00000000T", candidate: "p2", at: .at(0))
                    _ = try persons.persistentNameID(of: "p1", at: "a", candidate: "n1", at: .at(0))
                    _ = try persons.persistentNameID(of: "p2", at: "a", candidate: "n1", at: .at(0))
                }
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `is one person with one NameID for simultaneous requests`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            let outcomes = try await race(24, on: [test.database, other]) { connection, number in
                let persons = PersonStore(connection)
                let person = try persons.findOrCreate("12345678Z", candidate: "p\(number)", at: .at(0))
                return [person, try persons.persistentNameID(of: person, at: "a", candidate: "n\(number)", at: .at(0))]
            }
            #expect(Set(outcomes).count == 1)
            await other.close()
        }
    }
}

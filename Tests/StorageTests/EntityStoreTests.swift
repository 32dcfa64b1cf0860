import Storage
import TestDatabases
import Testing

struct EntityStoreTests {
    private let folder = [
        EntityStore.FolderEntry(entityID: "https://a.example", fileName: "a.xml", xml: [1]),
        EntityStore.FolderEntry(entityID: "https://b.example", fileName: "b.xml", xml: [2]),
    ]

    @Test(arguments: TestEngine.allCases)
    func `stores the entities that operators register`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                let before = try entities.revision()
                #expect(try entities.register("https://c.example", xml: [3], at: .at(1)) == .done)
                #expect(try entities.register("https://c.example", xml: [4], at: .at(2)) == .done)
                let row = try #require(try entities.find("https://c.example"))
                #expect(row.xml == [4])
                #expect(row.source == .registered)
                #expect(row.addedAt == .at(2))
                #expect(try entities.revision() == before + 2)
                #expect(row.revision == before + 2)
                #expect(try entities.remove("https://c.example") == .done)
                #expect(try entities.remove("https://c.example") == .unknown)
                #expect(try entities.list().isEmpty)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `lists by name in order of octets on both engines`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let names = ["urn:b", "urn:a-c", "urn:ñ", "urn:ab", "urn:B"]
            try await test.database.write { connection in
                for name in names { _ = try EntityStore(connection).register(name, xml: [1], at: .at(0)) }
            }
            let listed = try await test.database.read { try EntityStore($0).list().map(\.entityID) }
            #expect(listed == ["urn:B", "urn:a-c", "urn:ab", "urn:b", "urn:ñ"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `entries of the folder change only with the folder`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { [folder] test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                #expect(try entities.replaceFolder(folder, at: .at(1)))
                #expect(try entities.remove("https://a.example") == .belongsToFolder(fileName: "a.xml"))
                #expect(
                    try entities.register("https://a.example", xml: [9], at: .at(2))
                        == .belongsToFolder(fileName: "a.xml"))
                #expect(try entities.find("https://a.example")?.xml == [1])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keeps decisions about an entity until they are replaced or deleted`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                let name = "https://c.example"
                let high = StoredDecisions.document("{\"level\":\"high ñ\"}", text: "minimum-level: high ñ")
                let signing = StoredDecisions.text("signing: assertion")
                func decisions() throws -> StoredDecisions? { try #require(try entities.find(name)).decisions }
                _ = try entities.register(name, xml: [3], at: .at(1))
                #expect(try decisions() == nil)
                _ = try entities.register(name, xml: [3], decisions: .replaced(by: high), at: .at(2))
                #expect(try decisions() == high)
                _ = try entities.register(name, xml: [4], at: .at(3))
                #expect(try decisions() == high)
                #expect(try entities.list().map(\.decisions) == [high])

                let revision = try entities.revision()
                #expect(try entities.decide(signing, about: name) == .done)
                let row = try #require(try entities.find(name))
                #expect(row.decisions == signing)
                #expect(row.xml == [4])
                #expect(row.addedAt == .at(3))
                #expect(row.revision == revision + 1)
                #expect(try entities.revision() == revision + 1)
                #expect(try entities.decide(nil, about: name) == .done)
                #expect(try decisions() == nil)
                #expect(try entities.decide(signing, about: "https://d.example") == .unknown)

                _ = try entities.register(name, xml: [4], decisions: .replaced(by: signing), at: .at(4))
                #expect(try entities.remove(name) == .done)
                _ = try entities.register(name, xml: [4], at: .at(5))
                #expect(try decisions() == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `decisions about entries of the folder come from the folder`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                let name = "https://a.example"
                func entry(_ decisions: StoredDecisions?) -> EntityStore.FolderEntry {
                    EntityStore.FolderEntry(entityID: name, fileName: "a.xml", xml: [1], decisions: decisions)
                }
                _ = try entities.register(
                    name, xml: [1], decisions: .replaced(by: .text("signing: response")), at: .at(0))
                let all: [StoredDecisions?] = [
                    nil, .text("minimum-level: high"), .document("{}", text: "minimum-level: high"),
                    .document("{}", text: "minimum-level: low"), .document("{}", text: "# \u{E9}"),
                    .document("{}", text: "# e\u{301}"), .document("{ }", text: nil), nil,
                ]
                for decisions in all {
                    let revision = try entities.revision()
                    #expect(try entities.replaceFolder([entry(decisions)], at: .at(1)))
                    #expect(try entities.find(name)?.decisions == decisions)
                    #expect(try entities.revision() == revision + 1)
                    #expect(try !entities.replaceFolder([entry(decisions)], at: .at(2)))
                }
                #expect(
                    try entities.decide(.text("signing: assertion"), about: name) == .belongsToFolder(fileName: "a.xml")
                )
                #expect(
                    try entities.register(name, xml: [2], decisions: .replaced(by: .text("signing: both")), at: .at(3))
                        == .belongsToFolder(fileName: "a.xml"))
                #expect(try entities.find(name)?.decisions == nil)
            }
        }
    }

    /// That release runs beside this one while brokers are replaced. It knows only the text.
    @Test(arguments: TestEngine.allCases)
    func `a document does not apply after the release before has changed the decisions`(
        _ engine: TestEngine
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                let name = "https://c.example"
                let low = StoredDecisions.document("{\"level\":\"low\"}", text: "minimum-level: low")
                func changeAsBefore(_ text: String?) throws {
                    try connection.execute("UPDATE entity_register SET revision = revision + 1 WHERE id = 1")
                    try connection.execute(
                        """
                        UPDATE entities SET decisions = \(text), revision = (SELECT revision FROM entity_register)
                        WHERE entity_id = \(name)
                        """)
                }
                _ = try entities.register(name, xml: [1], decisions: .replaced(by: low), at: .at(0))
                try changeAsBefore("minimum-level: high")
                #expect(try entities.find(name)?.decisions == .text("minimum-level: high"))
                _ = try entities.register(name, xml: [2], at: .at(1))
                #expect(try entities.find(name)?.decisions == .text("minimum-level: high"))
                #expect(try entities.decide(low, about: name) == .done)
                #expect(try entities.find(name)?.decisions == low)
                try changeAsBefore(nil)
                #expect(try entities.find(name)?.decisions == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `adds and removes entries of the folder and leaves the others`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { [folder] test in
            try await test.database.write { (connection) throws in
                let entities = EntityStore(connection)
                _ = try entities.register("https://b.example", xml: [8], at: .at(0))
                _ = try entities.register("https://c.example", xml: [3], at: .at(0))
                #expect(try entities.replaceFolder(folder, at: .at(1)))
                #expect(try entities.find("https://b.example")?.source == .folder(fileName: "b.xml"))
                let revision = try entities.revision()
                #expect(try !entities.replaceFolder(folder, at: .at(2)))
                #expect(try entities.revision() == revision)
                let changed = EntityStore.FolderEntry(entityID: "https://b.example", fileName: "b.xml", xml: [5])
                #expect(try entities.replaceFolder([changed], at: .at(3)))
                #expect(try entities.revision() == revision + 1)
                #expect(try entities.list().map(\.entityID) == ["https://b.example", "https://c.example"])
                #expect(try entities.list().map(\.xml) == [[5], [3]])
            }
        }
    }

    @Test(arguments: TestEngine.shared)
    func `counts one revision for each of many simultaneous changes`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let other = try await test.another()
            let changes = try await race(16, on: [test.database, other]) { connection, number in
                try EntityStore(connection).register("https://\(number).example", xml: [1], at: .at(0))
            }
            #expect(changes.allSatisfy { $0 == .done })
            let rows = try await test.database.read { try EntityStore($0).list() }
            #expect(Set(rows.map(\.revision)) == Set(1...16))
            await other.close()
        }
    }

    /// The names are equal to a reader and to Swift, and different to a federation and to both databases.
    @Test(arguments: TestEngine.allCases)
    func `names with different Unicode normalization are different`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            let names = ["https://a.example/\u{E9}", "https://a.example/e\u{301}"]
            let entries = names.enumerated().map { index, name in
                EntityStore.FolderEntry(entityID: name, fileName: "\(index).xml", xml: [UInt8(index)])
            }
            for (round, isNew) in [(entries, true), (entries.reversed(), false), (entries, false)] {
                let isChanged = try await test.database.write { try EntityStore($0).replaceFolder(round, at: .at(1)) }
                #expect(isChanged == isNew)
            }
            try await test.database.read { (connection) throws in
                let store = EntityStore(connection)
                #expect(try store.list().count == 2)
                for (index, name) in names.enumerated() {
                    #expect(try store.find(name)?.xml == [UInt8(index)])
                }
            }
            let isChanged = try await test.database.write {
                try EntityStore($0).replaceFolder([entries[1]], at: .at(2))
            }
            #expect(isChanged)
            let left = try await test.database.read { try EntityStore($0).list().map { Array($0.entityID.utf8) } }
            #expect(left == [Array(names[1].utf8)])
        }
    }
}

import Storage
import TestDatabases
import Testing

extension CitizenRow {
    static func sample(
        _ nationalIdentifier: String = "12345678Z", phone: String = "+34600000000", givenName: String = "Íñigo",
        contrast: Contrast = Contrast(validUntil: "2030-01-01")
    ) -> CitizenRow {
        CitizenRow(
            nationalIdentifier: nationalIdentifier, givenName: givenName, firstSurname: "O'Peña; --",
            secondSurname: nil, dateOfBirth: "1980-02-29", contrast: contrast, phone: phone,
            email: "inigo@example.org", registrationLevel: .advanced, registeredAt: .at(0))
    }
}

struct CitizenStoreTests {
    @Test(arguments: TestEngine.allCases)
    func `finds an added citizen`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                #expect(try citizens.add(.sample()) == .added)
                #expect(
                    try citizens.find("12345678Z") == CitizenStore.Found(citizen: .sample(), passwordHash: nil))
                #expect(try citizens.find("00000000T") == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `registers a document once, and a phone once`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                _ = try citizens.add(.sample())
                #expect(try citizens.add(.sample(phone: "+34600000001")) == .alreadyRegistered)
                #expect(try citizens.add(.sample("00000000T")) == .phoneTaken)
                #expect(try citizens.add(.sample("00000000T", phone: "+34600000001")) == .added)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keeps the phone of a blocked registration and frees that of a withdrawn one`(
        _ engine: TestEngine
    ) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                _ = try citizens.add(.sample())
                _ = try citizens.block("12345678Z", at: .at(1))
                #expect(try citizens.add(.sample("00000000T")) == .phoneTaken)
                try connection.execute("UPDATE citizens SET status = 'withdrawn', blocked_at = NULL")
                #expect(try citizens.add(.sample("00000000T")) == .added)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `runs the same statements for known and unknown documents`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            _ = try await test.database.write { try CitizenStore($0).add(.sample()) }
            let log = StatementLog()
            let database = test.database.observed(by: log.observer)
            _ = try await database.read { try CitizenStore($0).find("12345678Z") }
            let known = log.events
            log.clear()
            _ = try await database.read { try CitizenStore($0).find("00000000T") }
            #expect(log.events == known)
            #expect(log.statements.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `lists by document, page by page`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                for (number, document) in ["X1234567L", "00000000T", "12345678Z"].enumerated() {
                    _ = try citizens.add(.sample(document, phone: "+3460000000\(number)"))
                }
                let first = try citizens.list(limit: 2).map(\.nationalIdentifier)
                #expect(first == ["00000000T", "12345678Z"])
                #expect(try citizens.list(after: first[1], limit: 2).map(\.nationalIdentifier) == ["X1234567L"])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `blocks active citizens and unblocks blocked ones`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                _ = try citizens.add(.sample())
                #expect(try !citizens.unblock("12345678Z"))
                #expect(try citizens.block("12345678Z", at: .at(5)))
                #expect(try !citizens.block("12345678Z", at: .at(6)))
                let blocked = try #require(try citizens.find("12345678Z")).citizen
                #expect(blocked.status == .blocked)
                #expect(blocked.blockedAt == .at(5))
                #expect(try citizens.unblock("12345678Z"))
                #expect(try citizens.find("12345678Z")?.citizen == .sample())
                #expect(try !citizens.block("00000000T", at: .at(5)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `sets the password of registered citizens only`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                _ = try citizens.add(.sample())
                #expect(try citizens.setPassword("$argon2id$1", of: "12345678Z", at: .at(1)))
                #expect(try citizens.setPassword("$argon2id$2", of: "12345678Z", at: .at(2)))
                #expect(try citizens.find("12345678Z")?.passwordHash == "$argon2id$2")
                #expect(try !citizens.setPassword("$argon2id$3", of: "00000000T", at: .at(3)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `renews a hash unless the password has changed`(_ engine: TestEngine) async throws {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let citizens = CitizenStore(connection)
                _ = try citizens.add(.sample())
                #expect(try citizens.setPassword("$argon2id$1", of: "12345678Z", at: .at(1)))
                #expect(try citizens.renewPassword("$argon2id$1", as: "$argon2id$2", of: "12345678Z"))
                #expect(try citizens.find("12345678Z")?.passwordHash == "$argon2id$2")
                #expect(try !citizens.renewPassword("$argon2id$1", as: "$argon2id$3", of: "12345678Z"))
                #expect(try citizens.find("12345678Z")?.passwordHash == "$argon2id$2")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the schema enforces the rules of the columns`(_ engine: TestEngine) async throws {
        let wrong: [(CitizenRow, String)] = [
            (.sample("1234567Z"), "citizens_national_identifier"),
            (.sample(phone: "600000000"), "citizens_phone"),
            (.sample(givenName: ""), "citizens_names"),
            (.sample(contrast: .init()), "citizens_contrast"),
            (.sample(contrast: .init(validUntil: "1.1.2030")), "citizens_days"),
        ]
        try await TestDatabase.with(engine) { test in
            for (citizen, check) in wrong {
                await #expect(throws: StorageFault.constraint(.check(check))) {
                    try await test.database.write { try CitizenStore($0).add(citizen) }
                }
            }
        }
    }
}

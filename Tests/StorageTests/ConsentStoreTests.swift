import Foundation
import Storage
import TestDatabases
import Testing

struct ConsentStoreTests {
    private static let content = [UInt8](repeating: 1, count: 32)

    @Test(arguments: TestEngine.allCases)
    func `keeps the latest consent of a person for each service until it is withdrawn`(_ engine: TestEngine)
        async throws
    {
        try await TestDatabase.with(engine) { test in
            try await test.database.write { (connection) throws in
                let person = try PersonStore(connection).findOrCreate("12345678Z", candidate: "p1", at: .at(0))
                let store = ConsentStore(connection)
                let persons = PersonStore(connection)
                #expect(try persons.find("12345678Z", for: "https://a")?.consent == nil)
                try store.remember(Self.content, of: person, for: "https://a", at: .at(1))
                try store.remember([UInt8](repeating: 2, count: 32), of: person, for: "https://a", at: .at(2))
                try store.remember(Self.content, of: person, for: "https://b", at: .at(2))
                #expect(try persons.find("12345678Z", for: "https://a")?.consent == [UInt8](repeating: 2, count: 32))
                #expect(try persons.find("12345678Z", for: "https://c")?.consent == nil)
                #expect(try store.services(of: "12345678Z") == ["https://a", "https://b"])
                #expect(try store.withdraw(of: "12345678Z", for: "https://a"))
                #expect(try !store.withdraw(of: "12345678Z", for: "https://a"))
                #expect(try store.services(of: "12345678Z") == ["https://b"])
            }
        }
    }
}

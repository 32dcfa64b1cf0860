import Broker
import Federation
import Foundation
import Logging
import SAML
import Storage
import TestFederation
import Testing
import XML

@testable import AldabaCommand

/// Tests of decisions as the register stores them, with the operator's YAML.
struct StoredDecisionsTests {
    private static let text = "# agreed by telephone\nminimum-level: high\nsession-minutes: 30\n"
    private static let policy = ServicePolicy(minimumLevel: .high, sessionLifetime: .seconds(1_800))
    private let service = TestServiceProvider()

    /// Stores decisions about the service. Returns the policy that a broker applies, nil when it leaves the service
    /// out, and the row.
    private func applied(_ decisions: StoredDecisions) async throws -> (policy: ServicePolicy?, row: EntityRow) {
        let (name, xml) = (service.entityID.rawValue, try XMLWriter.canonical(service.descriptor.xml).bytes)
        let database = try await Database.sqliteInMemory()
        let row = try await database.write { connection in
            let store = EntityStore(connection)
            _ = try store.register(name, xml: xml, decisions: .replaced(by: decisions), at: Date())
            return try store.find(name)
        }
        let register = EntityRegister(
            database: database, decisions: .yaml, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await register.refresh()
        return (register.serviceProvider(service.entityID)?.policy, try #require(row))
    }

    @Test func `the text of the release before is read as YAML`() async throws {
        let (policy, row) = try await applied(.text(Self.text))
        #expect(policy == Self.policy)
        #expect(try row.readDecisions()?.summary == "minimum-level: high, session-minutes: 30")
        #expect(row.decisions?.shown == Self.text)
    }

    @Test func `the operator's YAML is stored as a document, with its text for the release before`() async throws {
        let stored = try Decisions(Self.text).stored
        #expect(stored == .document(try Self.policy.document(), text: Self.text))
        let (policy, row) = try await applied(stored)
        #expect(policy == Self.policy)
        #expect(try row.readDecisions()?.policy == Self.policy)
        #expect(row.decisions?.shown == Self.text)
    }

    @Test func `decisions without a text are shown as their document`() async throws {
        let document = try Self.policy.document()
        let (policy, row) = try await applied(.document(document, text: nil))
        #expect(policy == Self.policy)
        #expect(try row.readDecisions()?.summary == "minimum-level: high, session-minutes: 30")
        #expect(row.decisions?.shown == document + "\n")
    }

    @Test func `a document of a newer version is not replaced by its text`() async throws {
        let (policy, row) = try await applied(.document(#"{"version":2}"#, text: Self.text))
        #expect(policy == nil)
        let failure = #expect(throws: Failure.self) { try row.readDecisions() }
        #expect(failure?.message.contains("decisions of version 2, this broker reads up to 1") == true)
    }

    @Test func `the folder replaces the text of the release before with a document`() async throws {
        let database = try await Database.sqliteInMemory()
        let stored = try Decisions(Self.text).stored
        for (decisions, isChanged) in [(StoredDecisions.text(Self.text), true), (stored, true), (stored, false)] {
            let entry = EntityStore.FolderEntry(
                entityID: "urn:a", fileName: "a.xml", xml: [1], decisions: decisions)
            let wasChanged = try await database.write { try EntityStore($0).replaceFolder([entry], at: Date()) }
            #expect(wasChanged == isChanged)
        }
        #expect(try await database.read { try EntityStore($0).find("urn:a")?.decisions } == stored)
    }
}

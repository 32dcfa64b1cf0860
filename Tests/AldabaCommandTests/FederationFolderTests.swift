import Broker
import Federation
import Foundation
import Logging
import SAML
import Storage
import TestAgents
import TestFederation
import Testing
import XML

@testable import AldabaCommand

struct FederationFolderTests {
    private let service = TestServiceProvider()
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory("federation")
        try folder.write(
            String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self), to: "a.xml")
    }

    @Test func `loads a metadata file with its decisions`() async throws {
        try folder.write("minimum-level: high\n", to: "a.yaml")
        let contents = try FederationFolder(folder.path).read()
        #expect(contents.problems.isEmpty)
        let database = try await Database.sqliteInMemory()
        #expect(try await contents.load(into: database).isEmpty)
        let rows = try await database.read { try EntityStore($0).list() }
        #expect(rows.map(\.decisions) == [try Decisions("minimum-level: high\n").stored])
        #expect(rows.map(\.source) == [.folder(fileName: "a.xml")])
    }

    @Test(arguments: ["\nminimum_level: high\n", "", "\u{0}"])
    func `ignores a service whose decisions cannot be read`(_ words: String) async throws {
        try folder.write(words, to: "a.yaml")
        let contents = try FederationFolder(folder.path).read()
        let problem = try #require(contents.problems.first)
        #expect(problem.hasPrefix("\(folder.path("a.yaml")): "), "\(problem)")

        let (name, xml) = (service.entityID, try XMLWriter.canonical(service.descriptor.xml).bytes)
        let database = try await Database.sqliteInMemory()
        _ = try await database.write { try EntityStore($0).register(name.rawValue, xml: xml, at: Date()) }
        _ = try await contents.load(into: database)
        let register = EntityRegister(
            database: database, decisions: .yaml,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await register.refresh()
        #expect(register.serviceProvider(name) == nil)
        let row = try #require(try await database.read { try EntityStore($0).find(name.rawValue) })
        #expect(throws: Failure.self) { try row.readDecisions() }
    }

    @Test func `returns the entities whose decisions it replaces`() async throws {
        let (name, xml) = (service.entityID.rawValue, try XMLWriter.canonical(service.descriptor.xml).bytes)
        let database = try await Database.sqliteInMemory()
        _ = try await database.write {
            try EntityStore($0).register(
                name, xml: xml, decisions: .replaced(by: .text("minimum-level: high")), at: Date())
        }
        let contents = try FederationFolder(folder.path).read()
        #expect(try await contents.load(into: database) == [name])
        #expect(try await contents.load(into: database).isEmpty)
        #expect(try await database.read { try EntityStore($0).find(name)?.decisions } == nil)
    }
}

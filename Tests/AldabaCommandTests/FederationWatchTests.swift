import Foundation
import Logging
import SAML
import Storage
import Synchronization
import TestAgents
import TestFederation
import Testing
import XML

@testable import AldabaCommand

/// Tests of a folder that changes while the broker runs.
struct FederationWatchTests {
    private let folder: TemporaryDirectory
    private let errors = Lines()

    init() throws {
        folder = try TemporaryDirectory("federation")
        try write("urn:a", to: "a.xml")
        try write("urn:b", to: "below/b.xml")
    }

    private func write(_ name: String, at location: String = "https://oficina.example/acs", to file: String) throws {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: name)
        service.location = location
        try FileManager.default.createDirectory(atPath: folder.path("below"), withIntermediateDirectories: true)
        try folder.write(
            String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self), to: file)
    }

    private func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: folder.path(file)) }

    private func watch() async throws -> (FederationWatch, Database) {
        let database = try await Database.sqliteInMemory()
        let log = Logger(label: "test") { [errors] _ in ErrorLog(lines: errors) }
        let watch = FederationWatch(FederationFolder(folder.path), database: database, log: log)
        try await watch.load()
        return (watch, database)
    }

    /// Checks the folder twice, and returns the entities in the register.
    private func names(_ watch: FederationWatch, _ database: Database) async throws -> [String] {
        for _ in 0..<2 { await watch.check() }
        return try await database.read { try EntityStore($0).list().map(\.entityID) }
    }

    @Test func `loads files that are added, changed and removed`() async throws {
        let (watch, database) = try await watch()
        #expect(try await names(watch, database) == ["urn:a", "urn:b"])
        let revision = try await database.read { try EntityStore($0).revision() }
        #expect(try await names(watch, database) == ["urn:a", "urn:b"])
        #expect(try await database.read { try EntityStore($0).revision() } == revision, "nothing had changed")

        try write("urn:c", to: "below/c.xml")
        #expect(try await names(watch, database) == ["urn:a", "urn:b", "urn:c"])
        try folder.write("minimum-level: high\n", to: "a.yaml")
        _ = try await names(watch, database)
        #expect(
            try await database.read { try EntityStore($0).find("urn:a")?.decisions?.text } == "minimum-level: high\n")
        try write("urn:b", at: "https://oficina.example/other", to: "below/b.xml")
        _ = try await names(watch, database)
        let changed = try await database.read { try EntityStore($0).find("urn:b")?.xml }
        #expect(String(decoding: changed ?? [], as: UTF8.self).contains("https://oficina.example/other"))
        try remove("a.xml")
        try remove("a.yaml")
        #expect(try await names(watch, database) == ["urn:b", "urn:c"])
        #expect(errors.all.isEmpty, "\(errors.all)")
    }

    @Test func `waits until a file is completely written`() async throws {
        let (watch, database) = try await watch()
        try write("urn:c", to: "c.xml")
        await watch.check()
        #expect(try await database.read { try EntityStore($0).find("urn:c") } == nil)
        await watch.check()
        #expect(try await database.read { try EntityStore($0).find("urn:c") } != nil)
    }

    @Test func `keeps the last content of a file that becomes unreadable, and logs it once`() async throws {
        let (watch, database) = try await watch()
        try folder.write("<md:EntityDescriptor", to: "a.xml")
        for _ in 0..<3 { #expect(try await names(watch, database) == ["urn:a", "urn:b"]) }
        try write("urn:c", to: "c.xml")
        #expect(try await names(watch, database) == ["urn:a", "urn:b", "urn:c"])
        #expect(errors.all.count == 1, "\(errors.all)")
        #expect(errors.all.first?.contains(folder.path("a.xml") + ": ") == true)
        try write("urn:a", to: "a.xml")
        #expect(try await names(watch, database) == ["urn:a", "urn:b", "urn:c"])
        try folder.write("no", to: "a.xml")
        _ = try await names(watch, database)
        #expect(errors.all.count == 2, "logged again, because the file was readable in between")
    }

    @Test func `keeps the last decisions when their file becomes unreadable`() async throws {
        try folder.write("minimum-level: high\n", to: "a.yaml")
        let (watch, database) = try await watch()
        try folder.write("minimum-level: highest\n", to: "a.yaml")
        #expect(try await names(watch, database) == ["urn:a", "urn:b"])
        #expect(
            try await database.read { try EntityStore($0).find("urn:a")?.decisions?.text } == "minimum-level: high\n")
        #expect(errors.all.first?.contains(folder.path("a.yaml")) == true, "\(errors.all)")
    }

    @Test func `follows a service that moves to another file`() async throws {
        let (watch, database) = try await watch()
        try folder.write("no", to: "a.xml")
        try write("urn:a", to: "z.xml")
        #expect(try await names(watch, database) == ["urn:a", "urn:b"])
        let source = try await database.read { try EntityStore($0).find("urn:a")?.source }
        #expect(source == .folder(fileName: "z.xml"))
    }

    @Test func `logs a problem again when it returns`() async throws {
        let (watch, database) = try await watch()
        let away = folder.path + "-away"
        for count in 1...2 {
            try FileManager.default.moveItem(atPath: folder.path, toPath: away)
            #expect(try await names(watch, database) == ["urn:a", "urn:b"])
            #expect(errors.all.count == count, "\(errors.all)")
            try FileManager.default.moveItem(atPath: away, toPath: folder.path)
            #expect(try await names(watch, database) == ["urn:a", "urn:b"])
        }
    }

    @Test func `never empties the register`() async throws {
        let (watch, database) = try await watch()
        try remove("a.xml")
        try remove("below/b.xml")
        for _ in 0..<3 { #expect(try await names(watch, database) == ["urn:a", "urn:b"]) }
        #expect(errors.all.count == 1, "\(errors.all)")
        try FileManager.default.removeItem(atPath: folder.path)
        for _ in 0..<3 { #expect(try await names(watch, database) == ["urn:a", "urn:b"]) }
        #expect(errors.all.count == 2, "\(errors.all)")
        #expect(errors.all.last?.hasPrefix("the folder \(folder.path) cannot be read: there is no such folder") == true)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try write("urn:c", to: "c.xml")
        #expect(try await names(watch, database) == ["urn:c"])
    }
}

/// The causes of logged errors.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct ErrorLog: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level >= .error else { return }
        lines.append(event.metadata?["cause"].map { "\($0)" } ?? "\(event.message)")
    }
}

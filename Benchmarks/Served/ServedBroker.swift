import Foundation
import SAML
import TestFederation
import XML

/// A running `aldaba serve` from the same build, with all three listeners and SQLite, in a temporary folder.
final class ServedBroker {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The port of the public listener.
    let port: Int
    /// The folder of its files: the database, the keys, the messages.
    let folder: URL
    private let process = Process()

    /// The origin in the example's configuration. The listener has another port, which no address names.
    static let origin = "http://aldaba.localhost:8080"

    /// The folder of messages, in memory where possible: files of development mode are no work of a broker.
    let spool: URL
    /// The database's file, with SQLite.
    var databaseFile: String { folder.appending(path: "aldaba.sqlite").path }
    var identifier: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// - Parameters:
    ///   - services: The metadata of services, with the decisions about each in YAML.
    ///   - key: The kind of the signing key, as `aldaba keys generate` names it.
    ///   - settings: Environment variables that replace values of the configuration.
    /// - Throws: `Failure` when the program was not built or does not start.
    init(
        services: [(descriptor: EntityDescriptor, decisions: String)] = [], key: String = "rsa-3072",
        settings: [String: String] = [:]
    ) throws {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "aldaba")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Failure(description: "there is no \(program.path); build the product aldaba in the same way")
        }
        folder = try TemporaryFolder.url(for: "served")
        spool = URL(filePath: FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : folder.path)
            .appending(path: "aldaba-spool-\(folder.lastPathComponent)")
        try Self.prepare(folder, with: program, services, key)
        port = try Self.freePort()
        process.executableURL = program
        process.arguments = ["serve", "--config", folder.appending(path: "aldaba.yaml").path]
        process.environment = ProcessInfo.processInfo.environment.merging(addresses) { $1 }.merging(settings) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: spool)
    }

    /// Waits until the public listener answers, at most ten seconds.
    func waitUntilReady() throws {
        for _ in 0..<100 {
            if let connection = try? HTTPConnection(port: port, from: 0x7F00_0001),
                let answer = try? connection.send(SignInBrowser.get("/", cookie: nil)), answer.status == 200
            {
                return
            }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw Failure(description: "aldaba serve did not start")
    }

    private static func prepare(
        _ folder: URL, with program: URL, _ services: [(descriptor: EntityDescriptor, decisions: String)],
        _ key: String
    ) throws {
        let metadata = folder.appending(path: "metadata")
        try FileManager.default.createDirectory(at: metadata, withIntermediateDirectories: true)
        for (index, service) in services.enumerated() {
            let document = try XMLWriter.canonical(service.descriptor.xml).bytes
            try Data(document).write(to: metadata.appending(path: "service-\(index).xml"))
            try Data(service.decisions.utf8).write(to: metadata.appending(path: "service-\(index).yaml"))
        }
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "ca"), withDestinationURL: try DevelopmentPKI.shared().folder)
        try FileManager.default.copyItem(
            at: DevelopmentPKI.script.deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "configuration/aldaba.yaml"), to: folder.appending(path: "aldaba.yaml"))
        try Tool.run(
            program.path, ["keys", "generate", "--kind", key, "--directory", folder.appending(path: "keys").path])
    }

    private var addresses: [String: String] {
        [
            "ALDABA_PUBLIC_LISTEN": "127.0.0.1:\(port)", "ALDABA_CERTIFICATE_LISTEN": "127.0.0.1:0",
            "ALDABA_ADMINISTRATION_LISTEN": "127.0.0.1:0",
            "ALDABA_METADATA_FOLDER": folder.appending(path: "metadata").path,
            "ALDABA_SMS_FOLDER": spool.path,
        ]
    }

    /// Returns a port that is free at this moment.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard status == 0 else { throw Failure(description: "no free port: errno \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

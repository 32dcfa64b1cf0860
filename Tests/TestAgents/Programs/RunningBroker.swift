package import Foundation
import Synchronization

/// The program `aldaba serve`, started for a test with the configuration of `examples/configuration`, an empty
/// database, new keys and free ports.
package final class RunningBroker: Sendable {
    package static let password = "Aldaba-2026!"
    private let directory: TemporaryDirectory
    private let environment: [String: String]
    private let program: String
    private let descriptors: Int?
    private let process: Mutex<LocalProcess>
    /// How many commands have changed the register of services: each raises its revision by one.
    private let changes = Mutex(0)
    package let publicOrigin: String
    package let certificateOrigin: String
    package let administration: String
    /// The address and port of the public listener. Behind a proxy they differ from the origin.
    package let publicAddress: String
    /// The address and port of the certificate listener.
    package let certificateAddress: String

    /// Starts the broker and waits until it is ready.
    ///
    /// - Parameters:
    ///   - settings: Environment variables that override the configuration, such as `ALDABA_STORAGE_ENGINE`.
    ///   - leftOut: Lines to remove from the configuration, such as `  tls-key: ca/server.key`.
    ///   - descriptors: The hard limit of file descriptors. Nil for the limit of the test.
    /// - Throws: `ProcessEnded` with its output when it does not start.
    package static func start(
        _ settings: [String: String] = [:], without leftOut: Set<String> = [], descriptors: Int? = nil
    ) async throws -> RunningBroker {
        let broker = try await RunningBroker(settings, without: leftOut, descriptors: descriptors)
        try await broker.ready()
        return broker
    }

    private func ready() async throws {
        try await process.withLock { $0 }.ready(within: .seconds(60)) { [administration] in
            try await HTTPAgent().get(administration + "/health/ready").status == 200
        }
    }

    private init(_ settings: [String: String], without leftOut: Set<String>, descriptors: Int?) async throws {
        self.descriptors = descriptors
        directory = try TemporaryDirectory("broker")
        program = try Repository.program("aldaba")
        let (publicPort, certificatePort, administrationPort) = (FreePort.take(), FreePort.take(), FreePort.take())
        publicOrigin = settings["ALDABA_PUBLIC_ORIGIN"] ?? "http://aldaba.localhost:\(publicPort)"
        certificateOrigin =
            settings["ALDABA_CERTIFICATE_ORIGIN"] ?? "https://certificado.aldaba.localhost:\(certificatePort)"
        publicAddress = "127.0.0.1:\(publicPort)"
        certificateAddress = "127.0.0.1:\(certificatePort)"
        administration = "http://127.0.0.1:\(administrationPort)"
        environment = [
            "ALDABA_ENTITY_ID": publicOrigin + "/saml/metadata", "ALDABA_ORGANIZATION_URL": publicOrigin,
            "ALDABA_PUBLIC_ORIGIN": publicOrigin, "ALDABA_PUBLIC_LISTEN": publicAddress,
            "ALDABA_CERTIFICATE_ORIGIN": certificateOrigin,
            "ALDABA_CERTIFICATE_LISTEN": certificateAddress,
            "ALDABA_ADMINISTRATION_LISTEN": "127.0.0.1:\(administrationPort)",
            "ALDABA_METADATA_FOLDER": directory.path("metadata"),
        ].merging(settings) { $1 }
        try FileManager.default.createDirectory(
            atPath: directory.path("metadata"), withIntermediateDirectories: true)
        let example = try String(
            contentsOfFile: Repository.path + "/examples/configuration/aldaba.yaml", encoding: .utf8)
        let lines = example.components(separatedBy: "\n").filter { !leftOut.contains($0) }
        try directory.write(lines.joined(separator: "\n"), to: "aldaba.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("ca"), withDestinationPath: try await DevelopmentAuthorities.shared.path)
        try directory.write(Self.password + "\n", to: "password")
        try await Command.require(
            program, ["keys", "generate", "--kind", "rsa-2048", "--directory", directory.path("keys")])
        process = Mutex(try Self.serve(program, directory, environment, descriptors))
    }

    private static func serve(
        _ program: String, _ directory: TemporaryDirectory, _ environment: [String: String], _ descriptors: Int?
    ) throws -> LocalProcess {
        let command = OpenFileLimit.command(
            program, ["serve", "--config", directory.path("aldaba.yaml")], descriptors)
        return try LocalProcess(command.executable, command.arguments, environment: environment)
    }

    /// The shell that started the broker.
    var shell: Int32 { process.withLock { $0 }.group }

    /// The published metadata.
    package var metadata: [UInt8] {
        get async throws {
            let address = "http://\(publicAddress)/saml/metadata"
            guard environment["ALDABA_PUBLIC_PROXY_PROTOCOL"] == "true" else {
                return try await HTTPAgent().get(address).body
            }
            // This machine is the broker's proxy, so each connection must begin with a PROXY header.
            return Array(try await Command.require("curl", ["--silent", "--fail", "--haproxy-protocol", address]).utf8)
        }
    }

    /// The PEM file of the signing certificate.
    package var signingCertificate: String { directory.path("keys/signing.pem") }

    /// The log since the last start.
    package var log: String { process.withLock { $0 }.output }

    /// The file of the SQLite database.
    package var databasePath: String { directory.path("aldaba.sqlite") }

    /// Kills the broker like a power failure, restarts it with the same files, and waits until it is ready.
    package func killAndStartAgain() async throws {
        let killed = process.withLock { $0 }
        killed.send(signal: SIGKILL)
        _ = try await killed.finished()
        let started = try Self.serve(program, directory, environment, descriptors)
        process.withLock { $0 = started }
        try await ready()
    }

    /// Runs another command of the program with the same configuration.
    package func aldaba(_ arguments: String...) async throws -> (status: Int32, output: String) {
        let changesRegister = arguments.first == "metadata" && ["add", "decide", "remove"].contains(arguments[1])
        // Counted from the beginning: those that run at the same time may be ahead of this one in the register.
        if changesRegister { changes.withLock { $0 += 1 } }
        let result = try await Command.run(
            program, arguments + ["--config", directory.path("aldaba.yaml")], environment: environment)
        if changesRegister && result.status != 0 { changes.withLock { $0 -= 1 } }
        return result
    }

    /// Replaces the file of the master key. The running broker has already read the old one.
    package func replaceMasterKey(by text: String) throws { try directory.write(text, to: "keys/master.key") }

    /// Registers a service while the broker runs, and waits until the broker has read it.
    package func register(metadataFile: String) async throws {
        try await require(try await aldaba("metadata", "add", metadataFile))
        try await eventually("the broker to read its register") {
            lastRevision >= self.changes.withLock { $0 } ? true : nil
        }
    }

    /// The revision of the register that the broker's log names last.
    private var lastRevision: Int {
        let line = log.split(separator: "\n").last { $0.contains("register: read") }
        return (line?.firstMatch(of: /revision\W+(\d+)/)?.output.1).flatMap { Int($0) } ?? 0
    }

    /// Removes a service from the register while the broker runs.
    package func remove(_ entityID: String) async throws {
        try await require(try await aldaba("metadata", "remove", entityID))
    }

    /// Registers a citizen with `password`, and returns the telephone number.
    @discardableResult
    package func addCitizen(
        _ document: String = "12345678Z", validUntil: String = "2035-01-01", level: String = "advanced",
        phone: String = "+34600000001"
    ) async throws -> String {
        try await require(
            try await aldaba(
                "citizen", "add", "--document", document, "--valid-until", validUntil, "--given-name", "Ana",
                "--first-surname", "Española", "--second-surname", "del Test", "--date-of-birth", "1985-03-14",
                "--phone", phone, "--level", level, "--password-file", directory.path("password")))
        return phone
    }

    /// Waits for a message to a telephone after `instant`, and returns its text.
    package func message(to phone: String, after instant: Date = .distantPast) async throws -> String {
        try await eventually("a message to \(phone)") {
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path("spool")).sorted(by: >)
            for name in names where name.hasSuffix(".json") {
                let octets = [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory.path("spool/\(name)"))))
                let message = try JSON(octets)
                let milliseconds = Double(name.prefix { $0.isNumber }) ?? 0
                if message["to"].string == phone, milliseconds >= instant.timeIntervalSince1970 * 1000 {
                    return message["text"].string
                }
            }
            return nil
        }
    }

    /// Stops the broker with SIGTERM, and returns its exit status.
    @discardableResult
    package func stop() async throws -> Int32 { try await process.withLock { $0 }.stop() }

    private func require(_ result: (status: Int32, output: String)) async throws {
        guard result.status == 0 else {
            throw ProcessEnded(name: program, status: result.status, output: result.output)
        }
    }
}

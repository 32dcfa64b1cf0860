import Foundation

/// An installation without a running broker, for tests of commands: the configuration of `examples/configuration` with
/// new keys, an empty database and an empty federation's folder.
package final class IdleInstallation: Sendable {
    private let directory: TemporaryDirectory
    private let environment: [String: String]
    private let program: String

    /// - Parameter settings: Environment variables that override the configuration, such as `ALDABA_MODE`.
    package init(_ settings: [String: String] = [:]) async throws {
        directory = try TemporaryDirectory("installation")
        program = try Repository.program("aldaba")
        environment = ["ALDABA_METADATA_FOLDER": directory.path("metadata")].merging(settings) { $1 }
        try FileManager.default.createDirectory(
            atPath: directory.path("metadata"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: Repository.path + "/examples/configuration/aldaba.yaml", toPath: configuration)
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("ca"), withDestinationPath: try await DevelopmentAuthorities.shared.path)
        try await Command.require(
            program, ["keys", "generate", "--kind", "p-256", "--directory", directory.path("keys")])
    }

    /// The settings that change the configuration to production, without certificates.
    package static let production = [
        "ALDABA_MODE": "production", "ALDABA_PUBLIC_ORIGIN": "https://aldaba.example",
        "ALDABA_PUBLIC_TLS_CERTIFICATE": "ca/server.pem", "ALDABA_PUBLIC_TLS_KEY": "ca/server.key",
        "ALDABA_SIGN_IN_METHODS": "pin,permanent-key", "ALDABA_SMS_GATEWAY": "http",
        "ALDABA_SMS_URL": "https://sms.example",
    ]

    /// The configuration file.
    package var configuration: String { directory.path("aldaba.yaml") }

    /// Writes a file to the installation's folder and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String { try directory.write(text, to: name) }

    /// Returns the text of a file in the installation's folder.
    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: directory.path(name), encoding: .utf8)
    }

    /// Returns whether the installation's folder has a file.
    package func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: directory.path(name)) }

    package func setPermissions(_ permissions: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: directory.path(name))
    }

    /// Replaces a text in the configuration file that occurs exactly once.
    package func configure(_ piece: String, as replacement: String) throws {
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        let parts = text.components(separatedBy: piece)
        guard parts.count == 2 else { throw Trouble.notThereOnce(piece) }
        try write(parts.joined(separator: replacement), to: "aldaba.yaml")
    }

    /// Runs a command of the program with the configuration.
    ///
    /// - Parameter descriptors: The hard limit of file descriptors. Nil for the limit of the test.
    package func aldaba(
        _ arguments: String..., descriptors: Int? = nil
    ) async throws -> (status: Int32, output: String) {
        try await run(arguments, descriptors: descriptors)
    }

    /// Runs a command with a list of arguments.
    package func run(
        _ arguments: [String], descriptors: Int? = nil
    ) async throws -> (status: Int32, output: String) {
        let command = OpenFileLimit.command(program, arguments + ["--config", configuration], descriptors)
        return try await Command.run(command.executable, command.arguments, environment: environment)
    }

    package enum Trouble: Error {
        case notThereOnce(String)
    }
}

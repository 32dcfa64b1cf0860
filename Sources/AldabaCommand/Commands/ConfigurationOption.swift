import ArgumentParser
import Foundation

/// The option that every command has which needs the installation's configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var file: String

    /// Reads it, with the environment over it.
    ///
    /// - Throws: `InvalidConfiguration` with everything that is wrong.
    func read() throws -> Configuration {
        try Configuration.read(file: file, environment: ProcessInfo.processInfo.environment)
    }
}

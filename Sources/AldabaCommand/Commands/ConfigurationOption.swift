import ArgumentParser
import Foundation

/// The option `--config`, for commands that need the configuration.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.")
    var file: String

    /// Reads the configuration. Environment variables override its values.
    ///
    /// - Throws: `InvalidConfiguration` with all problems.
    func read() throws -> Configuration {
        try Configuration.read(file: file, environment: ProcessInfo.processInfo.environment)
    }
}

import Foundation

/// The file descriptors of a running broker.
extension RunningBroker {
    /// Returns the number of open descriptors.
    package func openDescriptors() async throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(await identifier())/fd").count
    }

    /// Changes the soft limit of descriptors while the broker runs.
    package func limitDescriptors(to count: Int) async throws {
        try await Command.require("prlimit", ["--pid", "\(await identifier())", "--nofile=\(count):"])
    }

    /// Returns the process of the program, a child of the test's shell.
    private func identifier() async throws -> Int {
        let found = try await Command.require("pgrep", ["-P", "\(shell)", "-x", "aldaba"])
        guard let identifier = Int(found.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ProcessEnded(name: "pgrep", status: 0, output: found)
        }
        return identifier
    }
}

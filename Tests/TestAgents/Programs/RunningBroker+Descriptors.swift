import Foundation

/// The file descriptors of a running broker.
extension RunningBroker {
    /// How many it has open.
    package func openDescriptors() async throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(await identifier())/fd").count
    }

    /// Changes how many it may have open, while it runs.
    package func limitDescriptors(to count: Int) async throws {
        try await Command.require("prlimit", ["--pid", "\(await identifier())", "--nofile=\(count):"])
    }

    /// The process of the program, which a shell of the test's has started.
    private func identifier() async throws -> Int {
        let found = try await Command.require("pgrep", ["-P", "\(shell)", "-x", "aldaba"])
        guard let identifier = Int(found.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw ProcessEnded(name: "pgrep", status: 0, output: found)
        }
        return identifier
    }
}

/// Runs programs to their end.
package enum Command {
    /// Runs a program and returns its exit status and its standard output and error, in order.
    package static func run(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        currentDirectory: String? = nil, within limit: Duration = .seconds(60)
    ) async throws -> (status: Int32, output: String) {
        let process = try LocalProcess(
            executable, arguments, environment: environment, currentDirectory: currentDirectory)
        let status = try await process.finished(within: limit)
        return (status, process.output)
    }

    /// Runs a program that must succeed, and returns its output.
    ///
    /// - Throws: `ProcessEnded` with its output for an exit status other than 0.
    @discardableResult
    package static func require(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        currentDirectory: String? = nil
    ) async throws -> String {
        let (status, output) = try await run(
            executable, arguments, environment: environment, currentDirectory: currentDirectory)
        guard status == 0 else { throw ProcessEnded(name: executable, status: status, output: output) }
        return output
    }
}

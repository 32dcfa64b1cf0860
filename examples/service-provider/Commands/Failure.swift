import ArgumentParser
import Foundation

/// What stops the program: one line, with the cause and what to do about it.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Runs a command; whatever it throws becomes one line on standard error and exit status 1.
    static func reported(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            FileHandle.standardError.write(Data("ExampleServiceProvider: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}

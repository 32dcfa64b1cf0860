import ArgumentParser
import Foundation

/// An error that stops the program: one line with the cause and what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Runs a command. Prints an error as one line to standard error and exits with status 1.
    static func reported(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            FileHandle.standardError.write(Data("ExampleServiceProvider: \(error)\n".utf8))
            throw ExitCode(1)
        }
    }
}

import ArgumentParser
import Foundation
import Telemetry

/// The entry point of the program, and its commands.
///
/// Exit status 0 on success, 1 when a request was refused or failed, 2 when the command line is wrong. An error is one
/// line on standard error with the cause and what to do.
@main
struct Aldaba: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aldaba",
        abstract: "A SAML 2.0 identity broker for public services.",
        subcommands: [Serve.self, Check.self, Keys.self, MetadataCommand.self, CitizenCommand.self])

    static func main() async {
        // Files that the program creates, such as the database, are readable only by its user.
        umask(0o077)
        // The program continues when the reader of standard output or error closes the pipe.
        signal(SIGPIPE, SIG_IGN)
        // Write all pending log lines before the process ends.
        atexit { StandardError.flush() }
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            CommandOutput.error(failure.message)
            Foundation.exit(1)
        } catch let invalid as InvalidConfiguration {
            for problem in invalid.problems { CommandOutput.error("\(invalid.file): \(problem)") }
            Foundation.exit(1)
        } catch {
            exitForUsage(error)
        }
    }

    /// Prints help to standard output with status 0, or a wrong command line to standard error with status 2.
    private static func exitForUsage(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success {
            print(fullMessage(for: error))
            Foundation.exit(0)
        }
        if code == .validationFailure {
            CommandOutput.error("\(message(for: error)) (see --help)")
            Foundation.exit(2)
        }
        // A command that has already printed its errors throws an ExitCode.
        if !(error is ExitCode) { CommandOutput.error(FailureText.describe(error)) }
        Foundation.exit(1)
    }
}

/// A request that was refused or failed. The message is one line with the cause and what to do.
struct Failure: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension Failure: CustomStringConvertible {
    var description: String { message }
}

/// The output of commands.
enum CommandOutput {
    static func error(_ line: String) {
        // Earlier log lines come first. Write errors are ignored: the reader may have closed the pipe.
        StandardError.flush()
        let line = TextLine.shown(line.hasPrefix("Error") ? line : "aldaba: \(line)")
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Prints a line for people. Escapes control characters for terminals, because names come from metadata.
    static func line(_ line: String) {
        print(TextLine.shown(line))
    }

    /// Prints a value as JSON with sorted keys.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints rows with aligned columns. Escapes control characters for terminals, because names come from metadata.
    static func table(_ rows: [[String]]) {
        let rows = rows.map { $0.map(TextLine.shown) }
        let widths = rows.reduce(into: [Int]()) { widths, row in
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        for row in rows {
            let cells = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count + 2)
            }
            print(cells.joined())
        }
    }
}

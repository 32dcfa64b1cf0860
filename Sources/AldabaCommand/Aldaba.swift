import ArgumentParser
import Foundation
import Telemetry

/// The program's entry: commands that operators script against.
///
/// Exit status 0, 1 when something was refused or failed, 2 when the command line itself is wrong. An error is one line
/// on standard error that names cause and cure.
@main
struct Aldaba: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aldaba",
        abstract: "A SAML 2.0 identity broker for public services.",
        subcommands: [Serve.self, Check.self, Keys.self, MetadataCommand.self, CitizenCommand.self])

    static func main() async {
        // Files that the program makes, such as the database, are readable by its user alone.
        umask(0o077)
        // A reader of standard error or output that goes away is no reason to stop.
        signal(SIGPIPE, SIG_IGN)
        // However the program ends, what it logged comes first.
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

    /// Help goes to standard output with status 0; a wrong command line to standard error with status 2.
    private static func exitForUsage(_ error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success {
            print(fullMessage(for: error))
            Foundation.exit(0)
        }
        if code == .validationFailure {
            CommandOutput.error("\(message(for: error)) (--help says what there is)")
            Foundation.exit(2)
        }
        // A command that has said everything ends with a bare status.
        if !(error is ExitCode) { CommandOutput.error(FailureText.describe(error)) }
        Foundation.exit(1)
    }
}

/// Something that was refused or failed, in one line that names the cause and the cure.
struct Failure: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension Failure: CustomStringConvertible {
    var description: String { message }
}

/// What commands print.
enum CommandOutput {
    static func error(_ line: String) {
        // What was logged before stands before it. The reader may have gone away.
        StandardError.flush()
        let line = TextLine.shown(line.hasPrefix("Error") ? line : "aldaba: \(line)")
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    /// A line for people. What a terminal could interpret is escaped: names come from metadata.
    static func line(_ line: String) {
        print(TextLine.shown(line))
    }

    /// A value as JSON, with stable order of keys.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Rows with columns that stand under one another. What a terminal could interpret in a cell is escaped: names
    /// come from metadata.
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

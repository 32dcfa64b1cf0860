import ArgumentParser
import Broker
import Citizens
import Foundation
import Secrets

/// `aldaba citizen`: manages the register of citizens.
struct CitizenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "citizen", abstract: "Manage the register of citizens.",
        subcommands: [CitizenAdd.self, List.self, Show.self, Block.self, Unblock.self, SetPassword.self])

    /// Opens the register of a configuration.
    static func register(_ options: ConfigurationOption) async throws -> CitizenRegister {
        let installation = Installation(try options.read())
        return CitizenRegister(database: try await installation.database(), passwords: PasswordHasher(threads: 1))
    }

    /// Reads a document from the command line.
    ///
    /// - Parameter name: The name of the option or argument, for errors.
    static func document(_ text: String, _ name: String = "the document") throws -> NationalIdentifier {
        do throws(NationalIdentifierError) {
            return try NationalIdentifier(text)
        } catch {
            switch error {
            case .empty, .shape: throw Failure("\(name) expects a DNI or NIE such as 12345678Z")
            case .letter:
                throw Failure(
                    "\(name): the letter does not belong to the number: one of them is mistyped: check the card")
            case .entity:
                throw Failure("\(name): this is the NIF of an entity: give the DNI or NIE of a person")
            }
        }
    }

    /// Reads a password from a file, or from standard input for `-`. The last line break is not part of it.
    static func password(from file: String) throws -> Password {
        let text: String
        if file == "-" {
            text = readLine(strippingNewline: true) ?? ""
        } else {
            text = try InputFile.text(file).trimmingCharacters(in: .newlines)
        }
        do throws(PasswordError) {
            return try Password(text)
        } catch {
            switch error {
            case .empty: throw Failure("--password-file: the password is empty: write it into the file, on one line")
            case .tooLong(let maximum):
                throw Failure("--password-file: the password is longer than \(maximum) bytes: choose a shorter one")
            }
        }
    }

    static func describe(_ violations: [PasswordViolation]) -> String {
        "the password breaks the rules: \(violations.map(describe).joined(separator: ", ")): choose another"
    }

    private static func describe(_ violation: PasswordViolation) -> String {
        switch violation {
        case .tooShort(let minimumLength): "it has fewer than \(minimumLength) characters"
        case .groups(let required, let missing):
            "it needs \(required) of lower case, upper case, digits and specials, and lacks "
                + missing.map(describe).joined(separator: ", ")
        case .character: "it has a character that only a passphrase of 16 or more characters may have"
        case .name: "it contains the name or a surname"
        case .identifier: "it contains the document"
        case .previous: "it is the current password"
        }
    }

    private static func describe(_ group: PasswordRules.Group) -> String {
        switch group {
        case .lowerCase: "lower case"
        case .upperCase: "upper case"
        case .digit: "digits"
        case .special: "specials"
        }
    }

    /// `aldaba citizen list`: lists citizens.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List citizens, by document.")
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false
        @Option(help: "Begin after this document.") var after = ""
        @Option(help: "The most citizens to list.") var limit = 100

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit expects 1 to 10000") }
        }

        func run() async throws {
            let citizens = try await register(options).list(after: after, limit: limit)
            if json { return try CommandOutput.json(citizens.map { CitizenOutput($0) }) }
            CommandOutput.table(
                citizens.map { [$0.identifier.text, $0.registrationLevel.rawValue, $0.status.rawValue, $0.fullName] })
        }
    }

    /// `aldaba citizen show`: shows one citizen.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one citizen.")
        @OptionGroup var options: ConfigurationOption
        @Flag(help: "Print JSON.") var json = false
        @Argument(help: "The document.") var document: String

        func run() async throws {
            let document = try CitizenCommand.document(document)
            guard let entry = try await register(options).find(document) else { throw notRegistered(document) }
            let output = CitizenOutput(entry.citizen, hasPassword: entry.hasPassword, registeredAt: entry.registeredAt)
            if json { return try CommandOutput.json(output) }
            CommandOutput.table(output.rows)
        }
    }

    /// `aldaba citizen block`: blocks a citizen.
    struct Block: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Block a citizen: sign-ins as this citizen fail until «citizen unblock».")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The document.") var document: String

        func run() async throws {
            let document = try CitizenCommand.document(document)
            let register = try await register(options)
            guard try await register.block(document, at: Date()) else {
                guard try await register.find(document) != nil else { throw notRegistered(document) }
                throw Failure("\(document.text) is already blocked: nothing to do")
            }
            print("blocked")
        }
    }

    /// `aldaba citizen unblock`: unblocks a citizen.
    struct Unblock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Unblock a citizen.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The document.") var document: String

        func run() async throws {
            let document = try CitizenCommand.document(document)
            let register = try await register(options)
            guard try await register.unblock(document) else {
                guard try await register.find(document) != nil else { throw notRegistered(document) }
                throw Failure("\(document.text) is not blocked: nothing to do")
            }
            print("unblocked")
        }
    }

    /// `aldaba citizen password`: sets a password.
    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Set a citizen's password, and end that citizen's sessions.")
        @OptionGroup var options: ConfigurationOption
        @Argument(help: "The document.") var document: String
        @Option(help: "A file with the password, or - for standard input.") var passwordFile: String

        func run() async throws {
            let document = try CitizenCommand.document(document)
            let password = try CitizenCommand.password(from: passwordFile)
            let change = try await register(options).setPassword(password, of: document, at: Date())
            switch change {
            case .changed: print("changed")
            case .notRegistered: throw notRegistered(document)
            case .refused(let violations): throw Failure(describe(violations))
            }
        }
    }

    static func notRegistered(_ document: NationalIdentifier) -> Failure {
        Failure("\(document.text) is not registered: «citizen list» lists citizens, «citizen add» registers one")
    }
}

import ArgumentParser
import Broker
import Citizens
import Foundation
import Secrets

/// `aldaba citizen add`: registers a citizen.
struct CitizenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Register a citizen.",
        discussion: """
            The required datum depends on the document: --valid-until for a DNI, or --issued-on when it does not \
            expire; --support-number for a NIE. Dates are YYYY-MM-DD.
            """)

    enum Level: String, ExpressibleByArgument, CaseIterable { case basic, advanced }

    @OptionGroup var options: ConfigurationOption
    @Option(help: "DNI or NIE, such as 12345678Z.") var document: String
    @Option(help: "The last day of the DNI.") var validUntil: String?
    @Option(help: "The day of issue of a DNI that does not expire.") var issuedOn: String?
    @Option(help: "The support number of a foreigner's card.") var supportNumber: String?
    @Option(help: "The given name.") var givenName: String
    @Option(help: "The first surname.") var firstSurname: String
    @Option(help: "The second surname, if any.") var secondSurname: String?
    @Option(help: "The date of birth.") var dateOfBirth: String
    @Option(help: "The mobile telephone, such as +34600000000. No other citizen may have it.") var phone: String
    @Option(help: "The e-mail address.") var email: String?
    @Option(help: "basic, or advanced for a registration in person or with a certificate.") var level: Level
    @Option(help: "A file with the password, or - for standard input.") var passwordFile: String?

    func validate() throws {
        guard [validUntil, issuedOn, supportNumber].compactMap(\.self).count == 1 else {
            throw ValidationError("Give one of --valid-until, --issued-on and --support-number")
        }
    }

    func run() async throws {
        let citizen = try citizen()
        let password = try passwordFile.map(CitizenCommand.password(from:))
        switch try await CitizenCommand.register(options).add(citizen, password: password, at: Date()) {
        case .added: print("added \(citizen.identifier.text)")
        case .alreadyRegistered:
            throw Failure(
                "\(citizen.identifier.text) is already registered: «citizen show» prints the entry, and «citizen "
                    + "password» sets a password")
        case .phoneTaken:
            throw Failure(
                "--phone: another citizen has that telephone: give another one («citizen list --json» shows who has "
                    + "it)")
        case .passwordRefused(let violations): throw Failure(CitizenCommand.describe(violations))
        }
    }

    private func citizen() throws -> Citizen {
        let identifier = try CitizenCommand.document(document, "--document")
        let (contrast, phone, email) = (try contrast(), try phoneNumber(), try emailAddress())
        let (givenName, firstSurname) = (
            try name(givenName, "--given-name"), try name(firstSurname, "--first-surname")
        )
        let secondSurname = try secondSurname.map { try name($0, "--second-surname") }
        let dateOfBirth = try date(dateOfBirth, "--date-of-birth")
        do throws(CitizenError) {
            return try Citizen(
                identifier: identifier, givenName: givenName, firstSurname: firstSurname,
                secondSurname: secondSurname, dateOfBirth: dateOfBirth, contrast: contrast, phone: phone, email: email,
                registrationLevel: level == .basic ? .basic : .advanced)
        } catch {
            switch error {
            case .contrast(let expected, _):
                let options = expected.map(\.option).joined(separator: " or ")
                throw Failure("--document: a document of this kind needs \(options): give that option instead")
            }
        }
    }

    private func contrast() throws -> ContrastDatum {
        let (kind, text): (ContrastDatum.Kind, String) =
            if let validUntil {
                (.validUntil, validUntil)
            } else if let issuedOn {
                (.issuedOn, issuedOn)
            } else {
                (.supportNumber, supportNumber ?? "")
            }
        do throws(ContrastDatumError) {
            return try ContrastDatum(kind, typed: text)
        } catch {
            switch error {
            case .malformed: throw Failure("\(kind.option) expects \(kind.form), not \(text)")
            case .permanent: throw Failure("--valid-until: this DNI does not expire: give --issued-on instead")
            }
        }
    }

    private func name(_ text: String, _ option: String) throws -> PersonName {
        do throws(PersonNameError) {
            return try PersonName(text)
        } catch {
            switch error {
            case .empty: throw Failure("\(option) is empty: give the name as it is on the document")
            case .tooLong(let maximum): throw Failure("\(option) is longer than \(maximum) characters: shorten it")
            case .character:
                throw Failure("\(option) has a character that does not print: type the name again")
            }
        }
    }

    private func date(_ text: String, _ option: String) throws -> CalendarDate {
        guard let date = CalendarDate(iso: text) else { throw Failure("\(option) expects YYYY-MM-DD, not \(text)") }
        return date
    }

    private func phoneNumber() throws -> PhoneNumber {
        do throws(PhoneNumberError) {
            return try PhoneNumber(phone)
        } catch {
            switch error {
            case .empty, .shape: throw Failure("--phone expects a number such as +34600000000")
            case .fixedLine: throw Failure("--phone: a fixed line receives no SMS: give a mobile telephone")
            }
        }
    }

    private func emailAddress() throws -> EmailAddress? {
        guard let email else { return nil }
        guard let address = EmailAddress(email) else {
            throw Failure("--email expects an address such as ana@example.org, not \(email)")
        }
        return address
    }
}

extension ContrastDatum.Kind {
    fileprivate var option: String {
        switch self {
        case .validUntil: "--valid-until"
        case .issuedOn: "--issued-on"
        case .supportNumber: "--support-number"
        }
    }

    fileprivate var form: String {
        switch self {
        case .validUntil, .issuedOn: "a date as YYYY-MM-DD"
        case .supportNumber: "a letter and eight digits, such as E12345678"
        }
    }
}

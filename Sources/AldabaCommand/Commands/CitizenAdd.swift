import ArgumentParser
import Broker
import Citizens
import Foundation
import Secrets

/// `aldaba citizen add`
struct CitizenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Register a citizen.",
        discussion: """
            The document decides which datum goes with it: a DNI has --valid-until, or --issued-on when it does not \
            expire; a NIE has --support-number. Dates are YYYY-MM-DD.
            """)

    enum Level: String, ExpressibleByArgument, CaseIterable { case basic, advanced }

    @OptionGroup var options: ConfigurationOption
    @Option(help: "DNI or NIE, such as 12345678Z.") var document: String
    @Option(help: "The last day of the DNI.") var validUntil: String?
    @Option(help: "The day of issue of a DNI that does not expire.") var issuedOn: String?
    @Option(help: "The number of a foreigner's card.") var supportNumber: String?
    @Option(help: "The given name.") var givenName: String
    @Option(help: "The first surname.") var firstSurname: String
    @Option(help: "The second surname, where there is one.") var secondSurname: String?
    @Option(help: "The date of birth.") var dateOfBirth: String
    @Option(help: "The mobile telephone, such as +34600000000; it serves one citizen.") var phone: String
    @Option(help: "The e-mail address.") var email: String?
    @Option(help: "basic, or advanced for who registered in person or with a certificate.") var level: Level
    @Option(help: "A file with the password, or - for standard input.") var passwordFile: String?

    func run() async throws {
        let citizen = try citizen()
        let password = try passwordFile.map(CitizenCommand.password(from:))
        switch try await CitizenCommand.register(options).add(citizen, password: password, at: Date()) {
        case .added: print("added \(citizen.identifier.text)")
        case .alreadyRegistered: throw Failure("\(citizen.identifier.text) is registered already")
        case .phoneTaken: throw Failure("--phone: that telephone serves another citizen")
        case .passwordRefused(let violations): throw Failure(CitizenCommand.describe(violations))
        }
    }

    private func citizen() throws -> Citizen {
        let identifier = try CitizenCommand.document(document)
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
                throw Failure("such a document goes with \(expected.map(\.option).joined(separator: " or "))")
            }
        }
    }

    private func contrast() throws -> ContrastDatum {
        let given = [
            (ContrastDatum.Kind.validUntil, validUntil), (.issuedOn, issuedOn), (.supportNumber, supportNumber),
        ].compactMap { kind, text in text.map { (kind, $0) } }
        guard given.count == 1, let (kind, text) = given.first else {
            throw Failure("give one of --valid-until, --issued-on and --support-number")
        }
        do throws(ContrastDatumError) {
            return try ContrastDatum(kind, typed: text)
        } catch {
            switch error {
            case .malformed: throw Failure("\(kind.option): \(text) is none")
            case .permanent: throw Failure("--valid-until: a DNI without an end goes with --issued-on")
            }
        }
    }

    private func name(_ text: String, _ option: String) throws -> PersonName {
        guard let name = try? PersonName(text) else { throw Failure("\(option): \(text) is no name") }
        return name
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
            case .fixedLine: throw Failure("--phone: a fixed line receives no SMS")
            }
        }
    }

    private func emailAddress() throws -> EmailAddress? {
        guard let email else { return nil }
        guard let address = EmailAddress(email) else { throw Failure("--email: \(email) is no address") }
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
}

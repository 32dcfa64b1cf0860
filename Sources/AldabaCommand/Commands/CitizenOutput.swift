import Citizens
import Foundation

/// A citizen in the output of commands, without the value of the contrast datum and the password's hash.
struct CitizenOutput: Encodable {
    let document: String
    let givenName: String
    let firstSurname: String
    let secondSurname: String?
    let dateOfBirth: String
    let contrast: String
    let phone: String
    let email: String?
    let level: String
    let status: String
    let hasPassword: Bool?
    let registeredAt: Date?

    init(_ citizen: Citizen, hasPassword: Bool? = nil, registeredAt: Date? = nil) {
        document = citizen.identifier.text
        givenName = citizen.givenName.text
        firstSurname = citizen.firstSurname.text
        secondSurname = citizen.secondSurname?.text
        dateOfBirth = citizen.dateOfBirth.iso
        contrast = citizen.contrast.kind.rawValue
        phone = citizen.phone.text
        email = citizen.email?.text
        level = citizen.registrationLevel.rawValue
        status = citizen.status.rawValue
        self.hasPassword = hasPassword
        self.registeredAt = registeredAt
    }

    var rows: [[String]] {
        [
            ["document", document], ["given name", givenName], ["first surname", firstSurname],
            ["second surname", secondSurname ?? ""], ["date of birth", dateOfBirth], ["contrast", contrast],
            ["phone", phone], ["e-mail", email ?? ""], ["level", level], ["status", status],
            ["password", hasPassword == true ? "set" : "none"],
            ["registered", registeredAt.map { $0.formatted(.iso8601) } ?? ""],
        ]
    }
}

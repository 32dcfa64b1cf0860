package import Citizens
import Secrets

/// An invented citizen: the data in the register, and the values that the citizen types.
package struct TestCitizen: Sendable, CustomStringConvertible {
    package let name: String
    package let document: String
    package let surnames: (first: String, second: String?)
    package let level: RegistrationLevel
    /// The contrast datum as the citizen types it.
    package let contrast: String
    package let contrastKind: ContrastDatum.Kind
    package let phone: String
    package let password: String?
    package let isBlocked: Bool

    package init(
        name: String, document: String, surnames: (first: String, second: String?), level: RegistrationLevel,
        contrast: String, kind contrastKind: ContrastDatum.Kind, phone: String, password: String?,
        isBlocked: Bool = false
    ) {
        self.name = name
        self.document = document
        self.surnames = surnames
        self.level = level
        self.contrast = contrast
        self.contrastKind = contrastKind
        self.phone = phone
        self.password = password
        self.isBlocked = isBlocked
    }

    package var description: String { name }

    package var identifier: NationalIdentifier { get throws { try NationalIdentifier(document) } }

    /// The registration of the citizen. Blocking is a separate step.
    package var citizen: Citizen {
        get throws {
            guard let birth = CalendarDate(iso: "1980-02-29") else { throw NoSuchDay() }
            return try Citizen(
                identifier: identifier, givenName: PersonName(name), firstSurname: PersonName(surnames.first),
                secondSurname: surnames.second.map { name in try PersonName(name) }, dateOfBirth: birth,
                contrast: ContrastDatum(contrastKind, typed: contrast), phone: PhoneNumber(phone),
                registrationLevel: level)
        }
    }

    private struct NoSuchDay: Error {}
}

extension TestCitizen {
    /// Registered in person, with a DNI that expires. Her certificate is from the development authority for the FNMT.
    package static let ana = TestCitizen(
        name: "Ana", document: "12345678Z", surnames: ("Española", "del Test"), level: .advanced,
        contrast: "01/01/2035", kind: .validUntil, phone: "+34600000001", password: "Correcto-Caballo-7")

    /// Registered in person, with a DNI that does not expire. His certificate is from the development authority for the
    /// DNIe.
    package static let pablo = TestCitizen(
        name: "Pablo", document: "87654321X", surnames: ("Muñoz", "Prueba"), level: .advanced,
        contrast: "15-06-2015", kind: .issuedOn, phone: "+34600000002", password: "Bateria-Grapa-8!")

    /// Registered remotely, with a DNI that expires.
    package static let bruno = TestCitizen(
        name: "Bruno", document: "11111111H", surnames: ("Básico", "Ejemplo"), level: .basic,
        contrast: "31/12/2031", kind: .validUntil, phone: "+34600000003", password: "Lejos-De-Casa-9")

    /// A foreigner with one surname, registered remotely.
    package static let nora = TestCitizen(
        name: "Nora", document: "X1234567L", surnames: ("Fjell", nil), level: .basic,
        contrast: "E12345678", kind: .supportNumber, phone: "+34600000004", password: "Nieve-Y-Sal-10")

    /// Registered in person, now blocked.
    package static let blanca = TestCitizen(
        name: "Blanca", document: "22222222J", surnames: ("Bloqueada", "Ejemplo"), level: .advanced,
        contrast: "02/02/2032", kind: .validUntil, phone: "+34600000005", password: "Cerrado-Por-Obras-1",
        isBlocked: true)

    /// Registered in person, without a permanent key.
    package static let sergio = TestCitizen(
        name: "Sergio", document: "33333333P", surnames: ("Sinclave", "Ejemplo"), level: .advanced,
        contrast: "03/03/2033", kind: .validUntil, phone: "+34600000006", password: nil)

    /// Not registered. These are the values that she types.
    package static let desconocida = TestCitizen(
        name: "Desconocida", document: "44444444A", surnames: ("Ninguna", "Parte"), level: .basic,
        contrast: "04/04/2034", kind: .validUntil, phone: "+34600000007", password: "No-Estoy-En-Casa-4")

    /// Returns an unregistered person with a well-formed DNI, different for each number.
    package static func unregistered(_ number: Int) -> TestCitizen {
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE")
        let digits = 70_000_000 + number
        return TestCitizen(
            name: "Nadie", document: "\(digits)\(letters[digits % letters.count])", surnames: ("Nadie", nil),
            level: .basic, contrast: "01/01/2035", kind: .validUntil, phone: "+34600000099", password: nil)
    }

    /// The citizens who are registered in a new world.
    package static let registered: [TestCitizen] = [.ana, .pablo, .bruno, .nora, .blanca, .sergio]
}

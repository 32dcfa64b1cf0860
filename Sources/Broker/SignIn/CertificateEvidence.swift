import Certificates
import Citizens
import Federation
import Foundation
import Secrets

/// What the certificate's origin found out, on its way to the login: whom a certificate named, and when.
struct CertificateEvidence: Codable, Sendable {
    let identifier: NationalIdentifier
    let givenName: String
    let firstSurname: String
    let secondSurname: String?
    let proof: Proof
    let instant: Date

    init(_ person: CertifiedPerson, at now: Date) throws(NationalIdentifierError) {
        identifier = try NationalIdentifier(person.identifier)
        givenName = person.names.givenName
        firstSurname = person.names.firstSurname
        secondSurname = person.names.secondSurname
        proof =
            switch person.key {
            case .software: .softwareCertificate
            case .qualifiedDevice: .deviceCertificate
            }
        instant = now
    }

    /// The person as the certificate names them; it seldom knows a date of birth, the register does.
    func person(dateOfBirth: CalendarDate?) -> NaturalPerson {
        NaturalPerson(
            identifier: identifier, givenName: givenName, firstSurname: firstSurname, secondSurname: secondSurname,
            dateOfBirth: dateOfBirth)
    }
}

/// Seals evidence for the login whose ticket it was laid down under: under another it does not open.
struct EvidenceSeal: Sendable {
    private let seal: Seal
    private let random: RandomSource

    init(_ broker: Broker) {
        seal = Seal(key: broker.keys.sealing)
        random = broker.random
    }

    func close(_ evidence: CertificateEvidence, login: LoginID) throws -> [UInt8] {
        seal.close(Array(try JSONEncoder().encode(evidence)), for: place(login), random: random)
    }

    func open(_ sealed: [UInt8], login: LoginID) throws -> CertificateEvidence {
        try JSONDecoder().decode(CertificateEvidence.self, from: Data(try seal.open(sealed, for: place(login))))
    }

    private func place(_ login: LoginID) -> [UInt8] { Array("evidence \(login.rawValue)".utf8) }
}

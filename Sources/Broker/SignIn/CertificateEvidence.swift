import Certificates
import Citizens
import Federation
import Foundation
import Octets
import Secrets

/// The person named by a certificate, the kind of proof and its time. The certificate's origin stores it for the login.
struct CertificateEvidence: Decodable, Sendable {
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

    /// Returns the person named by the certificate. Few certificates contain a date of birth, so it comes from the
    /// register.
    func person(dateOfBirth: CalendarDate?) -> NaturalPerson {
        NaturalPerson(
            principal: .national(identifier), givenName: givenName, firstSurname: firstSurname,
            secondSurname: secondSurname,
            dateOfBirth: dateOfBirth)
    }
}

extension CertificateEvidence: Sealable {
    static let sealKind = "evidence"

    func write(to fields: inout FieldWriter) {
        fields.write(identifier, givenName, firstSurname, secondSurname, proof, instant)
    }

    init(from fields: inout FieldReader) throws {
        identifier = try fields.read()
        givenName = try fields.read()
        firstSurname = try fields.read()
        secondSurname = try fields.read()
        proof = try fields.read()
        instant = try fields.read()
    }

    init(release15 octets: [UInt8]) throws {
        self = try JSONDecoder().decode(CertificateEvidence.self, from: Data(octets))
    }
}

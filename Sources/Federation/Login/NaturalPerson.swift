package import Citizens
package import Octets

/// The identity of a person as a proof established it. The broker can release its fields to service providers.
package struct NaturalPerson: Hashable, Sendable {
    package let principal: Principal
    /// In the spelling of the register or the certificate, as are the surnames.
    package let givenName: String
    package let firstSurname: String
    package let secondSurname: String?
    /// Nil for a person who is known only from a certificate.
    package let dateOfBirth: CalendarDate?

    package init(
        principal: Principal, givenName: String, firstSurname: String, secondSurname: String?,
        dateOfBirth: CalendarDate?
    ) {
        self.principal = principal
        self.givenName = givenName
        self.firstSurname = firstSurname
        self.secondSurname = secondSurname
        self.dateOfBirth = dateOfBirth
    }

    /// Both surnames, separated by a space as in identity documents.
    package var familyName: String {
        [firstSurname, secondSurname].compactMap(\.self).joined(separator: " ")
    }
}

extension NaturalPerson: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(principal, givenName, firstSurname, secondSurname, dateOfBirth)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            principal: try fields.read(), givenName: try fields.read(), firstSurname: try fields.read(),
            secondSurname: try fields.read(), dateOfBirth: try fields.read())
    }
}

/// Reads the JSON that the release with 15 migrations wrote. In that release every person had a national identifier.
extension NaturalPerson: Decodable {
    private enum Key: CodingKey {
        case identifier, givenName, firstSurname, secondSurname, dateOfBirth
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        principal = .national(try values.decode(NationalIdentifier.self, forKey: .identifier))
        givenName = try values.decode(String.self, forKey: .givenName)
        firstSurname = try values.decode(String.self, forKey: .firstSurname)
        secondSurname = try values.decodeIfPresent(String.self, forKey: .secondSurname)
        dateOfBirth = try values.decodeIfPresent(CalendarDate.self, forKey: .dateOfBirth)
    }
}

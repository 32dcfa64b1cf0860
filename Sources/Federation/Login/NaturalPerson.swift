package import Citizens
package import Octets

/// Who somebody is, as a proof showed it: what can be told to a service.
package struct NaturalPerson: Hashable, Sendable {
    package let principal: Principal
    /// As the register or the certificate spells it; so are the surnames.
    package let givenName: String
    package let firstSurname: String
    package let secondSurname: String?
    /// Nil for somebody who is known from a certificate alone.
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

    /// Both surnames, as identity documents write them.
    package var familyName: String {
        [firstSurname, secondSurname].compactMap(\.self).joined(separator: " ")
    }
}

extension NaturalPerson: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(principal)
        fields.write(givenName)
        fields.write(firstSurname)
        fields.write(secondSurname)
        fields.write(dateOfBirth)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            principal: try fields.read(), givenName: try fields.read(), firstSurname: try fields.read(),
            secondSurname: try fields.read(), dateOfBirth: try fields.read())
    }
}

/// The JSON that the release with 15 migrations wrote, when every person had a national identifier.
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

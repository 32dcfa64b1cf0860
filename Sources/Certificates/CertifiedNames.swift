import Foundation

/// A person's names as the certificate spells them.
package struct CertifiedNames: Hashable, Sendable {
    package let givenName: String
    /// The first surname, or all surnames when the certificate does not divide them.
    package let firstSurname: String
    package let secondSurname: String?

    /// All surnames, as a family name.
    package var surnames: String { [firstSurname, secondSurname].compactMap(\.self).joined(separator: " ") }

    /// - Parameter identifier: the identifier in the subject's serialNumber.
    init(
        of certificate: CitizenCertificate, asIn profile: CertificateProfile, identifier: String
    ) throws(CertificateRefusal) {
        let surname = try Self.field(.surname, of: certificate)
        let givenName = try Self.field(.givenName, of: certificate)
        let commonName = try Self.field(.commonName, of: certificate)
        switch profile.names {
        case .subject:
            (self.givenName, firstSurname, secondSurname) = (givenName, surname, nil)
        case .subjectWithAlternativeName:
            let alternative = try Self.alternative(of: certificate, identifier: identifier)
            if let name = alternative.values(of: .fnmtGivenName).first, letters(name) != letters(givenName) {
                throw .namesDiffer(.fnmtGivenName)
            }
            self.givenName = givenName
            (firstSurname, secondSurname) = try Self.divided(surname, as: alternative)
        case .commonName:
            self.givenName = givenName
            firstSurname = surname
            secondSurname = try Self.secondSurname(in: commonName, after: surname, before: givenName)
        }
    }

    private static func field(_ type: OID, of certificate: CitizenCertificate) throws(CertificateRefusal) -> String {
        let text = certificate.subject.values(of: type).first.map(normalised) ?? ""
        guard !text.isEmpty else { throw .missingField(type) }
        return text
    }

    /// Returns the directory name with the FNMT's fields. There must be exactly one, with the subject's identifier.
    private static func alternative(
        of certificate: CitizenCertificate, identifier: String
    ) throws(CertificateRefusal) -> DistinguishedName {
        let names = certificate.directoryNames.filter { !$0.values(of: .fnmtIdentifier).isEmpty }
        guard let name = names.first else { throw .alternativeIdentifierMissing }
        for candidate in names.flatMap({ $0.values(of: .fnmtIdentifier) }) where candidate != identifier {
            throw .alternativeIdentifierDiffers(subject: identifier, alternative: candidate)
        }
        if let repeated = names.count > 1 ? OID.fnmtIdentifier : name.repeatedField { throw .repeatedField(repeated) }
        return name
    }

    /// Divides the surnames as the alternative name does. Keeps the subject's spelling, because the alternative name
    /// often lacks accents.
    private static func divided(
        _ surname: String, as alternative: DistinguishedName
    ) throws(CertificateRefusal) -> (String, String?) {
        guard let first = alternative.values(of: .fnmtFirstSurname).first else { return (surname, nil) }
        let second = alternative.values(of: .fnmtSecondSurname).first ?? ""
        guard letters(surname) == letters(first) + letters(second) else { throw .namesDiffer(.surname) }
        let words = surname.split(separator: " ")
        for count in 1...words.count where letters(words.prefix(count).joined(separator: " ")) == letters(first) {
            let rest = words.dropFirst(count).joined(separator: " ")
            return (words.prefix(count).joined(separator: " "), rest.isEmpty ? nil : rest)
        }
        throw .namesDiffer(.fnmtFirstSurname)
    }

    /// Reads the second surname from `APELLIDO1 APELLIDO2, NOMBRE (AUTENTICACIÓN)`.
    private static func secondSurname(
        in commonName: String, after first: String, before givenName: String
    ) throws(CertificateRefusal) -> String? {
        let halves = commonName.split(separator: ",", maxSplits: 1).map { normalised(String($0)) }
        guard halves.count == 2, let open = halves[1].lastIndex(of: "(") else { throw .namesDiffer(.commonName) }
        let use = letters(String(halves[1][open...]))
        guard use != "FIRMA" else { throw .unaccepted(.signatureOnly, organization: nil) }
        guard use == "AUTENTICACION", letters(String(halves[1][..<open])) == letters(givenName) else {
            throw .namesDiffer(.commonName)
        }
        if halves[0] == first { return nil }
        guard halves[0].hasPrefix(first + " ") else { throw .namesDiffer(.surname) }
        return String(halves[0].dropFirst(first.count + 1))
    }

    private static func normalised(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}

/// Returns only the letters and digits of a name, upper case and without accents, to compare two spellings.
private func letters(_ text: String) -> String {
    let folded = text.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil).uppercased()
    return String(folded.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
}

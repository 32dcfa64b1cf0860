/// An object identifier in dotted decimals. Certificates identify fields, policies and purposes by them.
package struct OID: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(stringLiteral value: String) { self.init(rawValue: value) }

    package var description: String { rawValue }

    /// Returns whether this is `ancestor` followed by at most `components` numbers.
    func extends(_ ancestor: OID, byAtMost components: Int) -> Bool {
        if self == ancestor { return true }
        guard rawValue.hasPrefix(ancestor.rawValue + ".") else { return false }
        return rawValue.dropFirst(ancestor.rawValue.count + 1).split(separator: ".").count <= components
    }
}

/// The fields of a distinguished name (X.520; ETSI EN 319 412-1 §5.1.4 for the organisation identifier).
extension OID {
    package static let commonName: OID = "2.5.4.3"
    package static let surname: OID = "2.5.4.4"
    package static let serialNumber: OID = "2.5.4.5"
    package static let countryName: OID = "2.5.4.6"
    package static let organizationName: OID = "2.5.4.10"
    package static let givenName: OID = "2.5.4.42"
    package static let pseudonym: OID = "2.5.4.65"
    package static let organizationIdentifier: OID = "2.5.4.97"
}

/// The FNMT's own fields, in a directory name of the subject's alternative names.
extension OID {
    package static let fnmtGivenName: OID = "1.3.6.1.4.1.5734.1.1"
    package static let fnmtFirstSurname: OID = "1.3.6.1.4.1.5734.1.2"
    package static let fnmtSecondSurname: OID = "1.3.6.1.4.1.5734.1.3"
    package static let fnmtIdentifier: OID = "1.3.6.1.4.1.5734.1.4"
}

/// Extended key usages (RFC 5280 §4.2.1.12).
extension OID {
    package static let clientAuthentication: OID = "1.3.6.1.5.5.7.3.2"
    package static let anyExtendedKeyUsage: OID = "2.5.29.37.0"
}

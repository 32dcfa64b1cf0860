package import Citizens
package import Octets
package import SAML
import Secrets

/// The identifier by which the broker recognises a person at each sign-in.
///
/// The key of persons, persistent NameIDs, consents, sessions and the audit trail. Principals come from the register of
/// citizens, from certificates and from other identity providers. Printing a principal prints only the name of the
/// type.
package enum Principal: Hashable, Sendable, Unprintable {
    /// A DNI, NIE or NIF of a person.
    case national(NationalIdentifier)
    /// The identifier from another Member State.
    case memberState(PersonIdentifier)
    /// The persistent NameID from an upstream identity provider.
    case upstream(UpstreamName)
}

/// A persistent NameID and the identity provider that issued it.
package struct UpstreamName: Hashable, Sendable, Unprintable {
    package let issuer: EntityID
    @Exact package private(set) var nameID: String

    /// Returns nil when the NameID is empty, or when both are together longer than 1536 octets. An index can hold this
    /// length.
    package init?(issuer: EntityID, nameID: String) {
        guard !nameID.isEmpty, issuer.rawValue.utf8.count + nameID.utf8.count <= 1536 else { return nil }
        self.issuer = issuer
        self.nameID = nameID
    }
}

extension Principal {
    /// The text of the principal in the database and in keyed hashes. Different principals have different texts.
    ///
    /// The text of a national identifier is its nine characters, as every release has stored it. The other texts begin
    /// with a scheme: `eidas:FR/ES/…`, and `saml:LENGTH:ISSUER` followed by the NameID, with the issuer's length in
    /// octets.
    package var text: String {
        switch self {
        case .national(let identifier): identifier.text
        case .memberState(let identifier): Self.memberState + identifier.rawValue
        case .upstream(let name):
            "\(Self.upstream)\(name.issuer.rawValue.utf8.count):\(name.issuer.rawValue)\(name.nameID)"
        }
    }

    /// Reads a ``text``; nil for any other string.
    package init?(text: String) {
        if text.hasPrefix(Self.memberState) {
            guard let identifier = PersonIdentifier(rawValue: String(text.dropFirst(Self.memberState.count))) else {
                return nil
            }
            self = .memberState(identifier)
        } else if text.hasPrefix(Self.upstream) {
            guard let name = Self.name(text.utf8.dropFirst(Self.upstream.utf8.count)) else { return nil }
            self = .upstream(name)
        } else {
            guard let identifier = try? NationalIdentifier(text), identifier.text == text else { return nil }
            self = .national(identifier)
        }
    }

    /// The national identifier, the key of the register of citizens; nil for other principals.
    package var national: NationalIdentifier? {
        if case .national(let identifier) = self { identifier } else { nil }
    }

    private static let memberState = "eidas:"
    private static let upstream = "saml:"

    private static func name(_ octets: Substring.UTF8View) -> UpstreamName? {
        guard let colon = octets.firstIndex(of: UInt8(ascii: ":")), let digits = String(octets[..<colon]),
            let length = Int(digits), String(length) == digits
        else { return nil }
        let rest = octets[octets.index(after: colon)...]
        guard (0...rest.count).contains(length), let issuer = String(rest.prefix(length)),
            let nameID = String(rest.dropFirst(length))
        else { return nil }
        return UpstreamName(issuer: EntityID(rawValue: issuer), nameID: nameID)
    }
}

extension Principal: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(text) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let principal = Principal(text: try fields.read()) else { throw .malformed("Principal") }
        self = principal
    }
}

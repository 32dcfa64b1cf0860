package import Citizens
package import Octets
package import SAML
import Secrets

/// A person, by the name under which the broker recognises them at each sign-in.
///
/// The key of persons, persistent names, consents, sessions and the audit trail. The register of citizens is one source
/// that knows principals; certificates and other identity providers are others. It prints as its type's name alone.
package enum Principal: Hashable, Sendable, Unprintable {
    /// A DNI, NIE or NIF of a person.
    case national(NationalIdentifier)
    /// The identifier that another Member State gave.
    case memberState(PersonIdentifier)
    /// The persistent name that an upstream identity provider gave.
    case upstream(UpstreamName)
}

/// A persistent NameID, with the identity provider that gave it.
package struct UpstreamName: Hashable, Sendable, Unprintable {
    package let issuer: EntityID
    @Exact package private(set) var nameID: String

    /// Nil when the NameID is empty or both together are longer than 1536 octets, which an index can still hold.
    package init?(issuer: EntityID, nameID: String) {
        guard !nameID.isEmpty, issuer.rawValue.utf8.count + nameID.utf8.count <= 1536 else { return nil }
        self.issuer = issuer
        self.nameID = nameID
    }
}

extension Principal {
    /// The text that the database and keyed hashes know the person by. Different principals have different texts.
    ///
    /// A national identifier is its own nine characters, as every release has stored it. The others begin with a scheme:
    /// `eidas:FR/ES/…`, and `saml:LENGTH:ISSUER` followed by the NameID, with the issuer's length in octets.
    package var text: String {
        switch self {
        case .national(let identifier): identifier.text
        case .memberState(let identifier): Self.memberState + identifier.rawValue
        case .upstream(let name):
            "\(Self.upstream)\(name.issuer.rawValue.utf8.count):\(name.issuer.rawValue)\(name.nameID)"
        }
    }

    /// Reads what ``text`` wrote; nil for anything else.
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

    /// The national identifier, by which the register of citizens knows a person; nil for a person who has another.
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

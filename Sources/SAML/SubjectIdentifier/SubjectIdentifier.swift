import XML

/// An identifier of a person that services may store: one for all services, or one for each service.
///
/// Comparison ignores the case of letters.
/// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.
public struct SubjectIdentifier: Hashable, Sendable {
    /// The scope of an identifier. The raw value is the Name of its attribute.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same identifier for every service. Profile §3.3.
        case subjectID = "urn:oasis:names:tc:SAML:attribute:subject-id"
        /// A different identifier for each service. Profile §3.4.
        case pairwiseID = "urn:oasis:names:tc:SAML:attribute:pairwise-id"
    }

    /// Whether services share the identifier.
    public let kind: Kind
    /// The part before the `@`: 1 to 127 letters, digits, `=` and `-`, the first a letter or digit.
    public let uniqueID: String
    /// The part after the `@`, which identifies the issuer of the first part: 1 to 127 letters, digits, `-` and `.`,
    /// the first a letter or digit. Usually a domain.
    public let scope: String

    /// Creates an identifier; nil when a part is malformed. Profile §3.3.1, §3.4.1.
    public init?(_ kind: Kind, uniqueID: String, scope: String) {
        guard Self.isPart(uniqueID, also: "=-"), Self.isPart(scope, also: "-.") else { return nil }
        self.kind = kind
        self.uniqueID = uniqueID
        self.scope = scope
    }

    /// Reads an identifier from an attribute. Nil for any other attribute, and when it does not have exactly one
    /// well-formed value.
    public init?(_ attribute: Attribute) {
        guard let kind = Kind(rawValue: attribute.name), attribute.nameFormat == .uri,
            attribute.values.count == 1, let value = attribute.values.first?.text
        else { return nil }
        let parts = value.trimmedXMLSpace.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(kind, uniqueID: String(parts[0]), scope: String(parts[1]))
    }

    /// The maximum length of each part.
    public static let maximumCharacters = 127

    private static func isPart(_ text: String, also others: String) -> Bool {
        func isWord(_ octet: UInt8) -> Bool {
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
        }
        let octets = Array(text.utf8)
        guard let first = octets.first, isWord(first), octets.count <= maximumCharacters else { return false }
        return octets.allSatisfy { isWord($0) || others.utf8.contains($0) }
    }

    /// The value: both parts, separated by `@`.
    public var value: String { uniqueID + "@" + scope }

    /// The identifier as an attribute with one value.
    public var attribute: Attribute {
        Attribute(name: kind.rawValue, nameFormat: .uri, values: [AttributeValue(value)])
    }

    /// Whether both are the same identifier. Ignores case; all letters are ASCII.
    public static func == (left: SubjectIdentifier, right: SubjectIdentifier) -> Bool {
        left.kind == right.kind && left.value.lowercased().isExactly(right.value.lowercased())
    }

    /// Hashes the properties that equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(value.lowercased())
    }
}

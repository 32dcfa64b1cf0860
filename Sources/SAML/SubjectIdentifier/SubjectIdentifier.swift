import XML

/// An identifier of a person that is made to be stored: one for all services, or one for each.
///
/// Two are the same when they differ in nothing but the case of letters.
/// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.
public struct SubjectIdentifier: Hashable, Sendable {
    /// For whom it is the same: the Name of its attribute.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same for every service. Profile §3.3.
        case subjectID = "urn:oasis:names:tc:SAML:attribute:subject-id"
        /// Another for each service. Profile §3.4.
        case pairwiseID = "urn:oasis:names:tc:SAML:attribute:pairwise-id"
    }

    /// For whom it is the same.
    public let kind: Kind
    /// The part before the `@`: 1 to 127 letters, digits, `=` and `-`, the first a letter or digit.
    public let uniqueID: String
    /// The part after it, which tells who assigned the first: 1 to 127 letters, digits, `-` and `.`, the first a letter or
    /// digit; usually a domain.
    public let scope: String

    /// Names a person; nil when a part has another shape. Profile §3.3.1, §3.4.1.
    public init?(_ kind: Kind, uniqueID: String, scope: String) {
        guard Self.isPart(uniqueID, also: "=-"), Self.isPart(scope, also: "-.") else { return nil }
        self.kind = kind
        self.uniqueID = uniqueID
        self.scope = scope
    }

    /// Reads one from an attribute; nil when it is no such attribute or has not exactly one well-shaped value.
    public init?(_ attribute: Attribute) {
        guard let kind = Kind(rawValue: attribute.name), attribute.nameFormat == .uri,
            attribute.values.count == 1, let value = attribute.values.first?.text
        else { return nil }
        let parts = value.trimmedXMLSpace.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(kind, uniqueID: String(parts[0]), scope: String(parts[1]))
    }

    /// The longest that each part may be.
    public static let maximumCharacters = 127

    private static func isPart(_ text: String, also others: String) -> Bool {
        func isWord(_ octet: UInt8) -> Bool {
            (0x30...0x39).contains(octet) || (0x41...0x5A).contains(octet) || (0x61...0x7A).contains(octet)
        }
        let octets = Array(text.utf8)
        guard let first = octets.first, isWord(first), octets.count <= maximumCharacters else { return false }
        return octets.allSatisfy { isWord($0) || others.utf8.contains($0) }
    }

    /// Both parts with the `@` between them.
    public var value: String { uniqueID + "@" + scope }

    /// The identifier as an attribute with its one value.
    public var attribute: Attribute {
        Attribute(name: kind.rawValue, nameFormat: .uri, values: [AttributeValue(value)])
    }

    /// Whether both name the same: letters of either case are the same, as all of them are ASCII.
    public static func == (left: SubjectIdentifier, right: SubjectIdentifier) -> Bool {
        left.kind == right.kind && left.value.lowercased().isExactly(right.value.lowercased())
    }

    /// Feeds what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(value.lowercased())
    }
}

public import XML

/// The entity that created a message or an assertion.
///
/// White space around the value is ignored: formatted documents have it, entityIDs do not.
/// - SeeAlso: Core §2.2.5.
public struct Issuer: Hashable, Sendable, Codable {
    /// The entity.
    public let entityID: EntityID
    /// The format of the name; nil means entity. Web SSO allows no other (Profiles §4.1.4.1).
    public let format: NameIDFormat?

    /// Creates an issuer.
    public init(_ entityID: EntityID, format: NameIDFormat? = nil) {
        self.entityID = entityID
        self.format = format
    }

    static let elementName = XMLName(.saml, "Issuer")

    /// Reads a `saml:Issuer`.
    /// - Throws: `DecodingFailure` when it is blank, contains elements, or is longer than an entityID may be.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        let name = try NameID(decoding: element, as: Self.elementName)
        let value = name.value.trimmedXMLSpace
        guard value.unicodeScalars.count <= EntityID.maximumCharacters else {
            throw DecodingFailure(
                element, expected: "at most \(EntityID.maximumCharacters) characters", received: value)
        }
        self.init(EntityID(rawValue: value), format: name.format)
    }

    /// The issuer as a `saml:Issuer`.
    public var xml: XMLElement {
        XMLElement(.saml, "Issuer", ["Format": format?.rawValue], text: entityID.rawValue)
    }
}

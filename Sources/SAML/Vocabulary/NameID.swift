public import XML

/// An identifier of a person for one service.
///
/// The value is kept exactly as written, because NameIDs match only when all of their parts are equal.
/// - SeeAlso: Core §2.2.2, §2.2.3.
public struct NameID: Hashable, Sendable, Codable {
    /// The identifier, white space included.
    @Exact public private(set) var value: String
    /// The format of the identifier; nil means unspecified.
    public let format: NameIDFormat?
    /// The domain that qualifies the identifier: the identity provider's entityID.
    @Exact public private(set) var nameQualifier: String?
    /// The service, or group of services, for which the identifier was created.
    @Exact public private(set) var spNameQualifier: String?
    /// The service's own identifier of the person.
    @Exact public private(set) var spProvidedID: String?

    /// Creates a NameID.
    public init(
        _ value: String, format: NameIDFormat? = nil, nameQualifier: String? = nil, spNameQualifier: String? = nil,
        spProvidedID: String? = nil
    ) {
        self.value = value
        self.format = format
        self.nameQualifier = nameQualifier
        self.spNameQualifier = spNameQualifier
        self.spProvidedID = spProvidedID
    }

    static let elementName = XMLName(.saml, "NameID")

    /// Reads a `saml:NameID`.
    /// - Throws: `DecodingFailure` when the value is blank or contains elements.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        try self.init(decoding: element, as: Self.elementName)
    }

    init(decoding element: XMLElement, as name: XMLName) throws(DecodingFailure) {
        guard element.name == name else {
            throw DecodingFailure(element, expected: "\(name)", received: "\(element.name)")
        }
        value = try element.textContent()
        format = element.attribute("Format").map { NameIDFormat(rawValue: $0.trimmedXMLSpace) }
        nameQualifier = element.attribute("NameQualifier")
        spNameQualifier = element.attribute("SPNameQualifier")
        spProvidedID = element.attribute("SPProvidedID")
    }

    /// The identifier as a `saml:NameID`.
    public var xml: XMLElement { xml(as: "NameID") }

    func xml(as localName: String) -> XMLElement {
        XMLElement(
            .saml, localName,
            [
                "NameQualifier": nameQualifier, "SPNameQualifier": spNameQualifier, "Format": format?.rawValue,
                "SPProvidedID": spProvidedID,
            ], text: value)
    }
}

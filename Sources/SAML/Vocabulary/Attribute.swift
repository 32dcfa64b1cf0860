public import XML

/// An attribute of a person or entity: a name and its values.
/// - SeeAlso: Core §2.7.3.1.
public struct Attribute: Hashable, Sendable {
    /// The name. Together with the format it identifies the attribute.
    @Exact public private(set) var name: String
    /// The format of the name; nil means unspecified.
    public let nameFormat: AttributeNameFormat?
    /// A human-readable name. It does not identify the attribute (Core §2.7.3.1), though some clients rely on it.
    @Exact public private(set) var friendlyName: String?
    /// The values, in order. Empty means that the attribute exists without a value.
    public let values: [AttributeValue]

    /// Creates an attribute.
    public init(
        name: String, nameFormat: AttributeNameFormat? = .uri, friendlyName: String? = nil, values: [AttributeValue]
    ) {
        self.name = name
        self.nameFormat = nameFormat
        self.friendlyName = friendlyName
        self.values = values
    }

    /// Returns whether both have the same Name and NameFormat. An absent format equals unspecified.
    func isSame(as other: Attribute) -> Bool {
        name.isExactly(other.name) && (nameFormat ?? .unspecified) == (other.nameFormat ?? .unspecified)
    }

    /// Returns the attribute with other values.
    func with(values: [AttributeValue]) -> Attribute {
        Attribute(name: name, nameFormat: nameFormat, friendlyName: friendlyName, values: values)
    }

    static let elementName = XMLName(.saml, "Attribute")

    /// Reads a `saml:Attribute`.
    /// - Throws: `DecodingFailure` when Name is missing or there is a child other than AttributeValue.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        try self.init(decoding: element, as: Self.elementName)
    }

    init(decoding element: XMLElement, as name: XMLName) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: name)
        self.name = try reader.requiredString("Name")
        nameFormat = try reader.uri("NameFormat").map(AttributeNameFormat.init(rawValue:))
        friendlyName = try reader.string("FriendlyName")
        values = reader.all(AttributeValue.elementName).map(AttributeValue.init(decoding:))
        try reader.finish()
    }

    /// The attribute as a `saml:Attribute`.
    public var xml: XMLElement { xml(as: .saml, "Attribute") }

    func xml(as namespace: XMLNamespace, _ localName: String, isRequired: Bool? = nil) -> XMLElement {
        XMLElement(
            namespace, localName,
            [
                "Name": name, "NameFormat": nameFormat?.rawValue, "FriendlyName": friendlyName,
                "isRequired": isRequired.map { "\($0)" },
            ], children: values.map(\.xml))
    }
}

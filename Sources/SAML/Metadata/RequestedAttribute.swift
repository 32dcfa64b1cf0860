public import XML

/// An attribute that a service asks for, in metadata or in the eIDAS extension of a request.
/// - SeeAlso: Metadata §2.4.4.2; eIDAS SAML message format §2.3.2.
public struct RequestedAttribute: Hashable, Sendable, Codable {
    /// The attribute's name.
    @Exact public private(set) var name: String
    /// How the name is to be read; nil means unspecified.
    public let nameFormat: AttributeNameFormat?
    /// A name for people.
    @Exact public private(set) var friendlyName: String?
    /// Whether the service cannot do without; absent means no.
    public let isRequired: Bool
    /// The values to which the request is limited; usually none.
    @Exact public private(set) var values: [String]

    /// Asks for an attribute.
    public init(
        name: String, nameFormat: AttributeNameFormat? = .uri, friendlyName: String? = nil, isRequired: Bool = false,
        values: [String] = []
    ) {
        self.name = name
        self.nameFormat = nameFormat
        self.friendlyName = friendlyName
        self.isRequired = isRequired
        self.values = values
    }

    /// Reads a `RequestedAttribute` of any of the two namespaces. Values may stand there in either form.
    /// - Throws: `DecodingFailure` when Name is missing or a boolean is none.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        let reader = ElementReader(attributesOf: element)
        name = try reader.requiredString("Name")
        nameFormat = try reader.uri("NameFormat").map(AttributeNameFormat.init(rawValue:))
        friendlyName = try reader.string("FriendlyName")
        isRequired = try reader.boolean("isRequired") ?? false
        values = element.elements.filter { $0.name.localName == "AttributeValue" }.map(\.text)
    }

    func xml(in namespace: XMLNamespace) -> XMLElement {
        let valueNamespace: XMLNamespace = namespace == .eidas ? .eidas : .saml
        return XMLElement(
            namespace, "RequestedAttribute",
            [
                "Name": name, "NameFormat": nameFormat?.rawValue, "FriendlyName": friendlyName,
                "isRequired": "\(isRequired)",
            ], children: values.map { XMLElement(valueNamespace, "AttributeValue", text: $0) })
    }
}

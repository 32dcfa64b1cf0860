public import XML

/// An attribute that a service requests, in metadata or in the eIDAS extension of a request.
/// - SeeAlso: Metadata §2.4.4.2; eIDAS SAML message format §2.3.2.
public struct RequestedAttribute: Hashable, Sendable, Codable {
    /// The attribute's name.
    @Exact public private(set) var name: String
    /// The format of the name; nil means unspecified.
    public let nameFormat: AttributeNameFormat?
    /// A human-readable name.
    @Exact public private(set) var friendlyName: String?
    /// Whether the service requires the attribute; false when absent.
    public let isRequired: Bool
    /// The values to which the request is limited. Usually empty.
    @Exact public private(set) var values: [String]

    /// Creates a requested attribute.
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

    /// Reads a `RequestedAttribute` of SAML metadata or of eIDAS. AttributeValue may have either namespace.
    /// - Throws: `DecodingFailure` when Name is missing or a boolean is invalid.
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

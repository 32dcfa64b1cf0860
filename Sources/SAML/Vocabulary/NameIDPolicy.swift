public import XML

/// The NameID that a service requests.
/// - SeeAlso: Core §3.4.1.1.
public struct NameIDPolicy: Hashable, Sendable, Codable {
    /// The format; nil leaves the choice to the identity provider.
    public let format: NameIDFormat?
    /// The namespace of the identifier, when it is not the service's own.
    @Exact public private(set) var spNameQualifier: String?
    /// Whether a new identifier may be created; nil means no.
    public let allowCreate: Bool?

    /// Creates a policy.
    public init(format: NameIDFormat? = nil, spNameQualifier: String? = nil, allowCreate: Bool? = nil) {
        self.format = format
        self.spNameQualifier = spNameQualifier
        self.allowCreate = allowCreate
    }

    static let elementName = XMLName(.samlp, "NameIDPolicy")

    /// Reads a `samlp:NameIDPolicy`.
    /// - Throws: `DecodingFailure` when the element has content, or a boolean is invalid.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        let reader = try ElementReader(element, as: Self.elementName)
        format = try reader.uri("Format").map(NameIDFormat.init(rawValue:))
        spNameQualifier = try reader.string("SPNameQualifier")
        allowCreate = try reader.boolean("AllowCreate")
        try reader.finish()
    }

    /// The policy as a `samlp:NameIDPolicy`.
    public var xml: XMLElement {
        XMLElement(
            .samlp, "NameIDPolicy",
            [
                "Format": format?.rawValue, "SPNameQualifier": spNameQualifier,
                "AllowCreate": allowCreate.map { "\($0)" },
            ])
    }
}

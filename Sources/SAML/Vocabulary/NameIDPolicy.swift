public import XML

/// What name a service wants for the person.
/// - SeeAlso: Core §3.4.1.1.
public struct NameIDPolicy: Hashable, Sendable, Codable {
    /// The kind of name; nil leaves the choice to the identity provider.
    public let format: NameIDFormat?
    /// The namespace of the name, where it is not the asking service's own.
    @Exact public private(set) var spNameQualifier: String?
    /// Whether a new name may be made; nil means no.
    public let allowCreate: Bool?

    /// Makes a policy.
    public init(format: NameIDFormat? = nil, spNameQualifier: String? = nil, allowCreate: Bool? = nil) {
        self.format = format
        self.spNameQualifier = spNameQualifier
        self.allowCreate = allowCreate
    }

    static let elementName = XMLName(.samlp, "NameIDPolicy")

    /// Reads a `samlp:NameIDPolicy`.
    /// - Throws: `DecodingFailure` for content, or a boolean that is none.
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

public import XML

/// The sector of a service: public or private.
/// - SeeAlso: eIDAS SAML message format §2.3.1.
public enum SPType: String, Hashable, Sendable, Codable {
    /// A public body.
    case `public`
    /// A private company.
    case `private`

    static let elementName = XMLName(.eidas, "SPType")

    /// Reads an `eidas:SPType`.
    /// - Throws: `DecodingFailure` for any other value.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        let text = try element.uriContent()
        guard let known = SPType(rawValue: text) else {
            throw DecodingFailure(element, expected: "public or private", received: "“\(text)”")
        }
        self = known
    }

    /// The sector as an `eidas:SPType`.
    public var xml: XMLElement { XMLElement(.eidas, "SPType", text: rawValue) }
}

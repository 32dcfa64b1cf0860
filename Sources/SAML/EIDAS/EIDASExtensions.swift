public import XML

/// The extensions of an AuthnRequest from an eIDAS node or a Cl@ve client.
/// - SeeAlso: eIDAS SAML message format §2.3.
public struct EIDASExtensions: Hashable, Sendable {
    /// The sector of the service; nil when absent.
    public let spType: SPType?
    /// The requested attributes; empty when absent.
    public let requestedAttributes: [RequestedAttribute]

    /// Creates the extensions.
    public init(spType: SPType? = nil, requestedAttributes: [RequestedAttribute] = []) {
        self.spType = spType
        self.requestedAttributes = requestedAttributes
    }

    private static let list = XMLName(.eidas, "RequestedAttributes")
    private static let requestedAttribute = XMLName(.eidas, "RequestedAttribute")

    /// Reads the eIDAS extensions of a request. Ignores elements of other namespaces.
    /// - Throws: `DecodingFailure` when an eIDAS extension is malformed.
    public init(among extensions: [XMLElement]) throws(DecodingFailure) {
        spType = try extensions.first { $0.name == SPType.elementName }.map(SPType.init(decoding:))
        requestedAttributes = try extensions.filter { $0.name == Self.list }
            .flatMap { $0.elements(Self.requestedAttribute) }.map(RequestedAttribute.init(decoding:))
    }

    /// The extensions as elements, for `AuthnRequest.extensions`.
    public var xml: [XMLElement] {
        let list = XMLElement(
            .eidas, "RequestedAttributes", children: requestedAttributes.map { $0.xml(in: .eidas) })
        return [spType?.xml, requestedAttributes.isEmpty ? nil : list].compactMap { $0 }
    }
}

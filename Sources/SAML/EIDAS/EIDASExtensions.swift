public import XML

/// What an eIDAS node, or a Cl@ve client, adds to a request.
/// - SeeAlso: eIDAS SAML message format §2.3.
public struct EIDASExtensions: Hashable, Sendable {
    /// The sector of the service; nil when not said.
    public let spType: SPType?
    /// The attributes asked for; empty when not said.
    public let requestedAttributes: [RequestedAttribute]

    /// Asks.
    public init(spType: SPType? = nil, requestedAttributes: [RequestedAttribute] = []) {
        self.spType = spType
        self.requestedAttributes = requestedAttributes
    }

    private static let list = XMLName(.eidas, "RequestedAttributes")
    private static let requestedAttribute = XMLName(.eidas, "RequestedAttribute")

    /// Reads them among the extensions of a request; those of other namespaces are passed over.
    /// - Throws: `DecodingFailure` when one of eIDAS's own is not what it should be.
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

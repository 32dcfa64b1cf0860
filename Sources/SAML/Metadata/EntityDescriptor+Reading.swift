import Foundation
public import XML

extension EntityDescriptor {
    /// Reads one entity's metadata. Does not verify its signature: the caller must trust the source of the document.
    /// - Parameter bytes: the document, UTF-8. Comments are ignored.
    /// - Throws: `MetadataError` when the entity cannot be used. Smaller errors are in ``warnings``.
    public init(decoding bytes: [UInt8], limits: XMLLimits = .metadata) throws(MetadataError) {
        let root: XMLElement
        do {
            root = try XMLParser.parse(bytes, limits: limits)
        } catch {
            throw MetadataError(document: error)
        }
        try self.init(decoding: root)
    }

    /// Reads an `md:EntityDescriptor`.
    /// - Throws: `MetadataError` when the entity cannot be used. Smaller errors are in ``warnings``.
    public init(decoding element: XMLElement) throws(MetadataError) {
        guard element.name == XMLName(.md, "EntityDescriptor") else {
            throw MetadataError(element, .root(received: "\(element.name)"))
        }
        var reader = MetadataReader()
        let entityID = try Self.entityID(of: element)
        let extensions = element.element(XMLName(.md, "Extensions"))
        let entityAttributes = extensions?.element(XMLName(.mdattr, "EntityAttributes"))
        let serviceProvider = try Self.role("SPSSODescriptor", of: element).map { (role) throws(MetadataError) in
            try Self.serviceProvider(role, &reader)
        }
        let identityProvider = try Self.role("IDPSSODescriptor", of: element).map { (role) throws(MetadataError) in
            try Self.identityProvider(role, &reader)
        }
        self.init(
            entityID: entityID, validUntil: try reader.instant("validUntil", of: element),
            cacheDuration: element.attribute("cacheDuration").flatMap(XMLDuration.parse),
            attributes: entityAttributes.map { reader.attributes(of: $0) } ?? [],
            registrationAuthority: extensions?.element(XMLName(.mdrpi, "RegistrationInfo"))?
                .attribute("registrationAuthority"),
            serviceProvider: serviceProvider, identityProvider: identityProvider,
            organization: reader.organization(of: element), contacts: reader.contacts(of: element),
            warnings: reader.warnings)
    }

    /// Metadata §2.2.1, Core §8.3.6: a URI of at most 1,024 characters.
    private static func entityID(of element: XMLElement) throws(MetadataError) -> EntityID {
        guard let text = element.attribute("entityID")?.trimmedXMLSpace, !text.isEmpty else {
            throw MetadataError(element, attribute: "entityID", .missing("entityID"))
        }
        let characters = text.unicodeScalars
        guard characters.count <= EntityID.maximumCharacters,
            characters.allSatisfy({ !$0.properties.isWhitespace && $0.properties.generalCategory != .control })
        else {
            throw MetadataError(
                element, attribute: "entityID",
                .value(
                    expected: "a URI without white space, at most \(EntityID.maximumCharacters) characters",
                    received: "“\(text.prefix(80))”"))
        }
        return EntityID(rawValue: text)
    }

    /// Returns the first role of this kind that supports SAML 2.0. Metadata §2.4.1.
    private static func role(_ localName: String, of element: XMLElement) -> XMLElement? {
        element.elements(XMLName(.md, localName)).first {
            MetadataReader.protocols(of: $0).contains(RoleDescriptor.samlProtocol)
        }
    }

    private static func serviceProvider(
        _ element: XMLElement, _ reader: inout MetadataReader
    ) throws(MetadataError) -> SPSSODescriptor {
        let service = SPSSODescriptor(
            role: try reader.role(element), authnRequestsSigned: try reader.boolean("AuthnRequestsSigned", of: element),
            wantAssertionsSigned: try reader.boolean("WantAssertionsSigned", of: element),
            assertionConsumerServices: try reader.assertionConsumerServices(of: element),
            attributeConsumingServices: try reader.attributeConsumingServices(of: element))
        guard service.defaultAssertionConsumerService != nil else {
            throw MetadataError(element, .noAssertionConsumerService)
        }
        if service.role.signingKeys.isEmpty {
            let missing = MetadataError(element, .noSigningKey)
            guard !service.authnRequestsSigned else { throw missing }
            reader.warnings.append(missing)
        }
        return service
    }

    private static func identityProvider(
        _ element: XMLElement, _ reader: inout MetadataReader
    ) throws(MetadataError) -> IDPSSODescriptor {
        let provider = IDPSSODescriptor(
            role: try reader.role(element),
            wantAuthnRequestsSigned: try reader.boolean("WantAuthnRequestsSigned", of: element),
            singleSignOnServices: try reader.endpoints("SingleSignOnService", of: element),
            attributes: reader.attributes(of: element), scopes: scopes(of: element))
        guard !provider.role.signingKeys.isEmpty else { throw MetadataError(element, .noSigningKey) }
        return provider
    }

    /// An absent `regexp` means false.
    private static func scopes(of role: XMLElement) -> [String] {
        let elements = role.element(XMLName(.md, "Extensions"))?.elements(XMLName(.shibmd, "Scope")) ?? []
        return elements.filter { [nil, "false", "0"].contains($0.attribute("regexp")) }.map(\.text.trimmedXMLSpace)
    }
}

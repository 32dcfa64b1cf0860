import Octets
package import SAML
package import XMLSecurity

/// A registered service provider: its metadata, and the policy that the operator set for it.
package struct ServiceProvider: Sendable {
    package let descriptor: EntityDescriptor
    /// The service-provider role of the descriptor.
    package let role: SPSSODescriptor
    /// The operator's policy; `ServicePolicy.standard` when the operator set none.
    package let policy: ServicePolicy

    /// The keys that verify signatures of the service provider: the keys of its metadata that may be used for signing.
    package let signingKeys: [TrustedKey]

    /// Nil when the entity has no service-provider role.
    package init?(_ descriptor: EntityDescriptor, policy: ServicePolicy = .standard) {
        guard let role = descriptor.serviceProvider else { return nil }
        self.descriptor = descriptor
        self.role = role
        self.policy = policy
        signingKeys = role.role.signingKeys
    }

    package var entityID: EntityID { descriptor.entityID }

    /// Returns the levels of assurance that a request accepts.
    ///
    /// - Throws: `Refusal.noAuthnContext` when the request names no known class.
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1.
    package func requirement(of request: AcceptedRequest) throws(Refusal) -> AssuranceRequirement {
        try AssuranceRequirement(
            request.requestedAuthnContext, classes: policy.classes, floor: policy.minimumLevel)
    }
}

extension ServiceProvider {
    /// The name of the service for people.
    ///
    /// The first that exists: the display name of the metadata, the display name of the organization, the name of the
    /// default AttributeConsumingService, the entityID. Each in the given language, in Spanish, in English or in any
    /// other language.
    package func name(in language: String) -> String {
        let languages = [language] + FallbackLanguages.inOrder
        return role.role.uiInfo?.displayNames.text(preferring: languages)
            ?? descriptor.organization?.displayNames.text(preferring: languages)
            ?? role.defaultAttributeConsumingService?.names.text(preferring: languages)
            ?? entityID.rawValue
    }

    /// The URL of the service for people: the InformationURL of the metadata, or the URL of the organization.
    ///
    /// In the given language, in Spanish, in English or in any other language.
    package func home(in language: String) -> String? {
        let languages = [language] + FallbackLanguages.inOrder
        return role.role.uiInfo?.informationURLs.text(preferring: languages)
            ?? descriptor.organization?.urls.text(preferring: languages)
    }

    /// The logo that a page can show: its URL has the scheme `https`, or is a `data:` URL with an image.
    package var logo: UIInfo.Logo? {
        role.role.uiInfo?.logos.first { WebAddress($0.url)?.isSecure == true || $0.url.hasPrefix("data:image/") }
    }
}

extension ServiceProvider {
    /// Returns the class that stands for a level in the Response to a request.
    ///
    /// The first class of the request with this level, because a service provider can have its own classes; otherwise
    /// the class of eIDAS.
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1.
    package func classReference(of level: LevelOfAssurance, for request: AcceptedRequest) -> AuthnContextClass {
        let requested = request.requestedAuthnContext?.classReferences ?? []
        return requested.first { reference in
            (LevelOfAssurance(classReference: reference.rawValue) ?? policy.classes[reference]) == level
        } ?? AuthnContextClass(rawValue: level.classReference)
    }
}

package import SAML
package import XMLSecurity

/// A service that Aldaba answers: its metadata, and what the operator decided about it.
package struct ServiceProvider: Sendable {
    package let descriptor: EntityDescriptor
    /// The service-provider role of the descriptor.
    package let role: SPSSODescriptor
    /// The standard one where the operator decided nothing.
    package let policy: ServicePolicy

    /// The keys whose signatures count as the service's own: those of its metadata that are fit for signing.
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

    /// Reads a request for the levels that would answer it.
    ///
    /// - Throws: `Refusal.noAuthnContext` when the request names no class that is known.
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1.
    package func requirement(of request: AcceptedRequest) throws(Refusal) -> AssuranceRequirement {
        try AssuranceRequirement(
            request.requestedAuthnContext, classes: policy.classes, floor: policy.minimumLevel)
    }
}

extension ServiceProvider {
    /// What people call the service: the display name of its metadata in that language, else in Spanish, else in
    /// whatever there is, else its organization's.
    package func name(in language: String) -> String {
        let languages = [language, "es", "en"]
        return role.role.uiInfo?.displayNames.text(preferring: languages)
            ?? descriptor.organization?.displayNames.text(preferring: languages)
            ?? role.defaultAttributeConsumingService?.names.text(preferring: languages)
            ?? entityID.rawValue
    }

    /// Where people find the service, in that language, else in Spanish, else in whatever there is: what its metadata
    /// says for people, else its organization's address.
    package func home(in language: String) -> String? {
        let languages = [language, "es", "en"]
        return role.role.uiInfo?.informationURLs.text(preferring: languages)
            ?? descriptor.organization?.urls.text(preferring: languages)
    }

    /// A picture of the service that a page may show: over https, or inside the metadata itself.
    package var logo: UIInfo.Logo? {
        role.role.uiInfo?.logos.first { WebAddress($0.url)?.isSecure == true || $0.url.hasPrefix("data:image/") }
    }
}

extension ServiceProvider {
    /// The class that states a level in the answer to a request: the first one that the request names for it, since a
    /// service may have words of its own, else that of eIDAS.
    /// - SeeAlso: SAML Core 2.0 §3.3.2.2.1.
    package func classReference(of level: LevelOfAssurance, for request: AcceptedRequest) -> AuthnContextClass {
        let requested = request.requestedAuthnContext?.classReferences ?? []
        return requested.first { reference in
            (LevelOfAssurance(classReference: reference.rawValue) ?? policy.classes[reference]) == level
        } ?? AuthnContextClass(rawValue: level.classReference)
    }
}

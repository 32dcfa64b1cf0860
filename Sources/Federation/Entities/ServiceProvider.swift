package import SAML

/// A service that Aldaba answers: its metadata, and what the operator decided about it.
package struct ServiceProvider: Sendable {
    package let descriptor: EntityDescriptor
    package let role: SPSSODescriptor
    package let entry: ServiceProviderEntry

    /// Nil when the entity has no service-provider role.
    package init?(_ descriptor: EntityDescriptor, entry: ServiceProviderEntry = .standard) {
        guard let role = descriptor.serviceProvider else { return nil }
        self.descriptor = descriptor
        self.role = role
        self.entry = entry
    }

    package var entityID: EntityID { descriptor.entityID }

    /// Reads a request for the levels that would answer it.
    package func requirement(of request: AcceptedRequest) throws(Refusal) -> AssuranceRequirement {
        try AssuranceRequirement(
            request.requestedAuthnContext, classes: entry.classes, floor: entry.minimumLevel)
    }
}

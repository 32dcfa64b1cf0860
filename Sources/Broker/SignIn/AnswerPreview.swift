package import Federation
package import SAML

/// What the service will be told when a login is granted, for the citizen to know before.
package struct AnswerPreview: Sendable {
    /// Who the citizen is, as far as the service asked; and always the way of identification.
    package let attributes: [CitizenAttribute]
    /// The kind of name: one for this service for good, or one for this time. Nil when none can be given, and for a service
    /// that has left the register meanwhile: neither is told anything.
    package let nameIDFormat: NameIDFormat?

    package init(_ open: OpenLogin, by broker: Broker) {
        let request = open.login.request
        attributes = AttributeRelease.attributes(for: request)
        nameIDFormat = broker.entities.serviceProvider(request.issuer).flatMap {
            try? LoginCompletion.nameIDFormat(for: request, of: $0)
        }
    }
}

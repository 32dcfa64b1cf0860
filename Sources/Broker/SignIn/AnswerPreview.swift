package import Federation
package import SAML

/// What the service will be told when a login is granted, for the citizen to know before.
package struct AnswerPreview: Sendable {
    /// Each thing that the answer tells when it is known of the citizen; nothing else can come into it.
    package let disclosures: [Disclosure]
    /// The kind of name: one for this service for good, or one for this time. Nil when none can be given, and for a service
    /// that has left the register meanwhile: neither is told anything.
    package let nameIDFormat: NameIDFormat?

    package init(_ open: OpenLogin, by broker: Broker) {
        let request = open.login.request
        let service = broker.entities.serviceProvider(request.issuer)
        disclosures = service.map { broker.disclosures(of: open.login, to: $0) } ?? []
        nameIDFormat = service.flatMap { try? AnswerDecision.nameIDFormat(for: request, of: $0) }
    }
}

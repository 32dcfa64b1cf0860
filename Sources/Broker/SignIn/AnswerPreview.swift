package import Federation
package import SAML

/// The attributes that a granted login releases to the service, shown to the citizen in advance.
package struct AnswerPreview: Sendable {
    /// Every attribute that the answer can contain. Attributes without a known value are omitted from the answer.
    package let disclosures: [Disclosure]
    /// The NameID format of the answer: persistent or for one answer. Nil when no format is possible, or when the
    /// service has left the register; then no attribute is released.
    package let nameIDFormat: NameIDFormat?

    package init(_ open: OpenLogin, by signIn: SignIn) {
        let request = open.login.request
        let service = signIn.entities.serviceProvider(request.issuer)
        disclosures = service.map { signIn.entities.disclosures(of: open.login, to: $0) } ?? []
        nameIDFormat = service.flatMap { try? AnswerDecision.nameIDFormat(for: request, of: $0) }
    }
}

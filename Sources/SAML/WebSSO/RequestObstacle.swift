/// What an accepted request asks for and cannot be given. It is told to the service in a Response: who asks is known, and
/// so is where the answer goes.
public enum RequestObstacle: Error, Hashable, Sendable {
    /// The answer is asked for by a binding by which none is sent.
    case protocolBinding(expected: Binding, received: Binding)
    /// No AttributeConsumingService has the index.
    case attributeConsumingServiceIndex(expected: [UInt16], received: UInt16)
    /// A Subject in a request has a confirmation.
    case subjectConfirmation
    /// The Subject is named in a way that nothing here can read: the name of the element.
    case identifier(received: String)
    /// The Subject is nobody who is known here by that name, or is another than the person at the browser.
    case unknownPrincipal
    /// A condition that the assertion cannot have; the name of the element or attribute.
    case conditions(received: String)
    /// We are not among the identity providers that may be asked.
    case identityProviders(expected: EntityID, received: [EntityID])
    /// An extension that is known says something impossible.
    case extensions(DecodingFailure)

    /// What the Response says.
    /// - SeeAlso: Core §3.2.2.2.
    public var status: Status {
        switch self {
        case .protocolBinding(let expected, _):
            Status(.responder, .unsupportedBinding, message: "a Response goes by \(expected)")
        case .attributeConsumingServiceIndex(_, let received):
            Status(
                .requester, .requestUnsupported,
                message: "no AttributeConsumingService in metadata has the index \(received)")
        case .subjectConfirmation:
            Status(.requester, .requestUnsupported, message: "a request has no saml:SubjectConfirmation")
        case .identifier(let received):
            Status(.requester, .requestUnsupported, message: "saml:NameID is read, \(received) is not")
        case .unknownPrincipal:
            Status(.responder, .unknownPrincipal, message: "the saml:Subject is not who is known here")
        case .conditions(let received):
            Status(.requester, .requestUnsupported, message: "no assertion can be made under \(received)")
        case .identityProviders(let expected, _):
            Status(.requester, .noSupportedIDP, message: "samlp:IDPList does not name \(expected)")
        case .extensions(let failure):
            Status(.requester, .requestUnsupported, message: "\(failure.element): expected \(failure.expected)")
        }
    }
}

/// The reason why an accepted request cannot be answered with an assertion. A Response reports it to the service: the
/// sender and the endpoint of the response are authenticated.
public enum RequestObstacle: Error, Hashable, Sendable {
    /// The request asks for a response by an unsupported binding.
    case protocolBinding(expected: Binding, received: Binding)
    /// No AttributeConsumingService has the index.
    case attributeConsumingServiceIndex(expected: [UInt16], received: UInt16)
    /// The Subject of the request has a confirmation.
    case subjectConfirmation
    /// The Subject is identified in an unsupported way. The payload is the name of the element.
    case identifier(received: String)
    /// The Subject is unknown, or is another person than the one at the browser.
    case unknownPrincipal
    /// The request asks for a condition that the assertion cannot have. The payload is the name of the element or
    /// attribute.
    case conditions(received: String)
    /// This identity provider is not among those that may be used.
    case identityProviders(expected: EntityID, received: [EntityID])
    /// A known extension has invalid content.
    case extensions(DecodingFailure)

    /// The Status of the Response.
    /// - SeeAlso: Core §3.2.2.2.
    public var status: Status {
        switch self {
        case .protocolBinding(let expected, _):
            Status(.responder, .unsupportedBinding, message: "the supported binding is \(expected)")
        case .attributeConsumingServiceIndex(_, let received):
            Status(
                .requester, .requestUnsupported,
                message: "no AttributeConsumingService in metadata has the index \(received)")
        case .subjectConfirmation:
            Status(.requester, .requestUnsupported, message: "a request must have no saml:SubjectConfirmation")
        case .identifier(let received):
            Status(.requester, .requestUnsupported, message: "\(received) is not supported: use saml:NameID")
        case .unknownPrincipal:
            Status(.responder, .unknownPrincipal, message: "the saml:Subject is unknown")
        case .conditions(let received):
            Status(.requester, .requestUnsupported, message: "no assertion can have the requested \(received)")
        case .identityProviders(let expected, _):
            Status(.requester, .noSupportedIDP, message: "samlp:IDPList does not name \(expected)")
        case .extensions(let failure):
            Status(.requester, .requestUnsupported, message: "\(failure.element): expected \(failure.expected)")
        }
    }
}

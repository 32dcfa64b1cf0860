import XML

extension AuthnRequestRules {
    /// Core §3.4.1: AssertionConsumerServiceIndex excludes AssertionConsumerServiceURL and ProtocolBinding.
    static func indexStandsAlone(_ message: AuthnRequest) throws(RuleViolation) {
        guard let index = message.replyTo.index else { return }
        guard message.replyTo.url == nil, message.replyTo.protocolBinding == nil else {
            throw .indexBesideAddress(index: index)
        }
    }

    /// Core §3.4.1, Profiles §4.1.2: a Response goes by HTTP-POST here, never by HTTP-Redirect.
    static func answerGoesByPOST(_ message: AuthnRequest) throws(RuleViolation) {
        guard let binding = message.replyTo.protocolBinding, binding != .httpPOST else { return }
        throw .protocolBinding(expected: .httpPOST, received: binding)
    }

    /// Core §3.4.1, Profiles §4.1.4.1: the endpoint is one of those in metadata, named by index, by address as an exact
    /// string, or not at all, which means the default.
    static func assertionConsumerService(
        for message: AuthnRequest, of service: SPSSODescriptor
    ) throws(RuleViolation) -> AssertionConsumerService {
        let endpoints = service.assertionConsumerServices.filter { $0.binding == .httpPOST }
        if let index = message.replyTo.index {
            guard let endpoint = endpoints.first(where: { $0.index == index }) else {
                throw .assertionConsumerServiceIndex(expected: endpoints.compactMap(\.index), received: index)
            }
            return endpoint
        }
        if let url = message.replyTo.url {
            guard let endpoint = endpoints.first(where: { $0.location.isExactly(url) }) else {
                throw .assertionConsumerServiceURL(expected: endpoints.map(\.location), received: url)
            }
            return endpoint
        }
        guard let endpoint = service.defaultAssertionConsumerService else { throw .noAssertionConsumerService }
        return endpoint
    }

    /// Our own rule: whoever does not sign does not choose where the answer goes.
    static func unsignedRequestIsAnsweredAtTheDefault(
        _ endpoint: AssertionConsumerService, of service: SPSSODescriptor
    ) throws(RuleViolation) {
        guard let standard = service.defaultAssertionConsumerService else { throw .noAssertionConsumerService }
        guard endpoint.location.isExactly(standard.location) else {
            throw .unsignedRequestChoosesAddress(expected: standard.location, received: endpoint.location)
        }
    }

    /// Core §3.4.1, Metadata §2.4.4.1: the set of attributes is one of those in metadata, or the default.
    static func attributeConsumingService(
        for message: AuthnRequest, of service: SPSSODescriptor
    ) throws(RuleViolation) -> AttributeConsumingService? {
        guard let index = message.attributeConsumingServiceIndex else {
            return service.defaultAttributeConsumingService
        }
        guard let set = service.attributeConsumingServices.first(where: { $0.index == index }) else {
            throw .attributeConsumingServiceIndex(
                expected: service.attributeConsumingServices.compactMap(\.index), received: index)
        }
        return set
    }

    /// Profiles §4.1.4.1: a Subject in a request has no SubjectConfirmation.
    static func subjectIsNotConfirmed(_ message: AuthnRequest) throws(RuleViolation) {
        guard message.subject?.confirmations.isEmpty ?? true else { throw .subjectConfirmationInRequest }
    }

    /// The eIDAS SAML message format §2.3: what is known among the extensions makes sense.
    static func eidasExtensions(_ message: AuthnRequest) throws(RuleViolation) -> EIDASExtensions {
        do {
            return try EIDASExtensions(among: message.extensions)
        } catch {
            throw .extensions(error)
        }
    }
}

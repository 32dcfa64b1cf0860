import XML

extension AuthnRequestRules {
    /// Core §3.4.1: AssertionConsumerServiceIndex excludes AssertionConsumerServiceURL and ProtocolBinding.
    static func indexStandsAlone(_ message: AuthnRequest) throws(RuleViolation) {
        guard let index = message.replyTo.index else { return }
        guard message.replyTo.url == nil, message.replyTo.protocolBinding == nil else {
            throw .indexBesideAddress(index: index)
        }
    }

    /// Core §3.4.1, Profiles §4.1.4.1: the endpoint must be in metadata. The request refers to it by index or by exact
    /// URL; without a reference it is the default.
    ///
    /// Profiles §4.1.2: Aldaba sends Responses only by HTTP-POST. A request for another binding, or for an endpoint
    /// with another binding, is answered with an error at the default endpoint.
    static func assertionConsumerService(
        for message: AuthnRequest, of service: SPSSODescriptor
    ) throws(RuleViolation) -> (AssertionConsumerService, RequestObstacle?) {
        let all = service.assertionConsumerServices
        let endpoints = all.filter { $0.binding == .httpPOST }
        guard let standard = service.defaultAssertionConsumerService else { throw .noAssertionConsumerService }
        if let index = message.replyTo.index {
            if let endpoint = endpoints.first(where: { $0.index == index }) { return (endpoint, nil) }
            guard let other = all.first(where: { $0.index == index }) else {
                throw .assertionConsumerServiceIndex(expected: endpoints.compactMap(\.index), received: index)
            }
            return (standard, obstacle(other.binding))
        }
        guard let url = message.replyTo.url else { return (standard, obstacle(message.replyTo.protocolBinding)) }
        if let endpoint = endpoints.first(where: { $0.location.isExactly(url) }) {
            return (endpoint, obstacle(message.replyTo.protocolBinding))
        }
        guard let other = all.first(where: { $0.location.isExactly(url) }) else {
            throw .assertionConsumerServiceURL(expected: endpoints.map(\.location), received: url)
        }
        return (standard, obstacle(other.binding))
    }

    private static func obstacle(_ binding: Binding?) -> RequestObstacle? {
        guard let binding, binding != .httpPOST else { return nil }
        return .protocolBinding(expected: .httpPOST, received: binding)
    }

    /// Aldaba's own rule: an unsigned request cannot choose the endpoint of the response.
    static func unsignedRequestIsAnsweredAtTheDefault(
        _ endpoint: AssertionConsumerService, of service: SPSSODescriptor
    ) throws(RuleViolation) {
        guard let standard = service.defaultAssertionConsumerService else { throw .noAssertionConsumerService }
        guard endpoint.location.isExactly(standard.location) else {
            throw .unsignedRequestChoosesAddress(expected: standard.location, received: endpoint.location)
        }
    }

    /// Core §3.4.1, Metadata §2.4.4.1: the set of attributes must be in metadata; without an index it is the default.
    static func attributeConsumingService(
        for message: AuthnRequest, of service: SPSSODescriptor
    ) throws(RequestObstacle) -> AttributeConsumingService? {
        guard let index = message.attributeConsumingServiceIndex else {
            return service.defaultAttributeConsumingService
        }
        guard let set = service.attributeConsumingServices.first(where: { $0.index == index }) else {
            throw .attributeConsumingServiceIndex(
                expected: service.attributeConsumingServices.compactMap(\.index), received: index)
        }
        return set
    }

    /// The eIDAS SAML message format §2.3: the known extensions must be valid.
    static func eidasExtensions(_ message: AuthnRequest) throws(RequestObstacle) -> EIDASExtensions {
        do {
            return try EIDASExtensions(among: message.extensions)
        } catch {
            throw .extensions(error)
        }
    }
}

import XML

extension AuthnRequestRules {
    /// Core §3.4.1: AssertionConsumerServiceIndex excludes AssertionConsumerServiceURL and ProtocolBinding.
    static func indexStandsAlone(_ message: AuthnRequest) throws(RuleViolation) {
        guard let index = message.replyTo.index else { return }
        guard message.replyTo.url == nil, message.replyTo.protocolBinding == nil else {
            throw .indexBesideAddress(index: index)
        }
    }

    /// Core §3.4.1, Profiles §4.1.4.1: the endpoint is one of those in metadata, named by index, by address as an exact
    /// string, or not at all, which means the default.
    ///
    /// Profiles §4.1.2: a Response goes by HTTP-POST here. Who asks for another binding, or for an endpoint of another, is
    /// told so at the default one.
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

    /// The eIDAS SAML message format §2.3: what is known among the extensions makes sense.
    static func eidasExtensions(_ message: AuthnRequest) throws(RequestObstacle) -> EIDASExtensions {
        do {
            return try EIDASExtensions(among: message.extensions)
        } catch {
            throw .extensions(error)
        }
    }
}

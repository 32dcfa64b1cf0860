/// An entity in the role of a service provider.
/// - SeeAlso: Metadata §2.4.4.
public struct SPSSODescriptor: Hashable, Sendable {
    /// The properties common to all roles.
    public let role: RoleDescriptor
    /// Whether its requests are always signed; false when absent.
    public let authnRequestsSigned: Bool
    /// Whether it requires signed assertions; false when absent.
    public let wantAssertionsSigned: Bool
    /// The endpoints that receive responses, of every binding, in document order.
    public let assertionConsumerServices: [AssertionConsumerService]
    /// The sets of attributes that it requests.
    public let attributeConsumingServices: [AttributeConsumingService]

    /// Creates the role of a service provider.
    public init(
        role: RoleDescriptor, authnRequestsSigned: Bool = true, wantAssertionsSigned: Bool = true,
        assertionConsumerServices: [AssertionConsumerService],
        attributeConsumingServices: [AttributeConsumingService] = []
    ) {
        self.role = role
        self.authnRequestsSigned = authnRequestsSigned
        self.wantAssertionsSigned = wantAssertionsSigned
        self.assertionConsumerServices = assertionConsumerServices
        self.attributeConsumingServices = attributeConsumingServices
    }

    /// The endpoint for a request that names none: the default among the HTTP-POST endpoints.
    /// - SeeAlso: Metadata §2.2.3.
    public var defaultAssertionConsumerService: AssertionConsumerService? {
        IndexedDefault.choose(among: assertionConsumerServices.filter { $0.binding == .httpPOST }) { $0.isDefault }
    }

    /// The set of attributes for a request that names none.
    /// - SeeAlso: Metadata §2.4.4.1.
    public var defaultAttributeConsumingService: AttributeConsumingService? {
        IndexedDefault.choose(among: attributeConsumingServices) { $0.isDefault }
    }
}

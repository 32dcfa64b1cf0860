extension RoleDescriptor {
    /// Where a logout request to this role goes: by redirect if it takes that, else by form, else from server to server;
    /// nil when it takes none.
    /// - SeeAlso: Profiles §4.4.3.1; SAML V2.0 Implementation Profile for Federation Interoperability, single logout.
    public var singleLogoutService: Endpoint? {
        for binding in [Binding.httpRedirect, .httpPOST, .soap] {
            if let endpoint = singleLogoutServices.first(where: { $0.binding == binding }) { return endpoint }
        }
        return nil
    }
}

extension Endpoint {
    /// The SingleLogoutServices of an identity provider that takes all logout messages at one address.
    /// - Parameters:
    ///   - location: the address for what browsers carry.
    ///   - soapLocation: the address for servers; nil takes nothing from them.
    public static func singleLogoutServices(at location: String, soapLocation: String? = nil) -> [Endpoint] {
        [
            Endpoint(binding: .httpRedirect, location: location), Endpoint(binding: .httpPOST, location: location),
            soapLocation.map { Endpoint(binding: .soap, location: $0) },
        ].compactMap { $0 }
    }
}

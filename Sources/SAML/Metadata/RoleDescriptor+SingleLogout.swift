extension RoleDescriptor {
    /// Where a browser carries a logout request to this role: by redirect if it takes that, else by form; nil when it takes
    /// neither.
    /// - SeeAlso: Profiles §4.4.3.1; SAML V2.0 Implementation Profile for Federation Interoperability, single logout.
    public var browserLogoutService: Endpoint? {
        singleLogoutServices.first { $0.binding == .httpRedirect }
            ?? singleLogoutServices.first { $0.binding == .httpPOST }
    }

    /// Where a server sends it; nil when the role takes none from servers.
    public var serverLogoutService: Endpoint? {
        singleLogoutServices.first { $0.binding == .soap }
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

extension RoleDescriptor {
    /// The endpoint for logout requests through the browser: HTTP-Redirect if the role supports it, otherwise
    /// HTTP-POST, otherwise nil.
    /// - SeeAlso: Profiles §4.4.3.1; SAML V2.0 Implementation Profile for Federation Interoperability, single logout.
    public var browserLogoutService: Endpoint? {
        singleLogoutServices.first { $0.binding == .httpRedirect }
            ?? singleLogoutServices.first { $0.binding == .httpPOST }
    }

    /// The endpoint for logout requests from server to server by SOAP; nil when the role has none.
    public var serverLogoutService: Endpoint? {
        singleLogoutServices.first { $0.binding == .soap }
    }
}

extension Endpoint {
    /// Returns the SingleLogoutServices of an identity provider that receives all logout messages at one URL.
    /// - Parameters:
    ///   - location: the URL for messages through the browser.
    ///   - soapLocation: the URL for SOAP; nil when the identity provider does not support it.
    public static func singleLogoutServices(at location: String, soapLocation: String? = nil) -> [Endpoint] {
        [
            Endpoint(binding: .httpRedirect, location: location), Endpoint(binding: .httpPOST, location: location),
            soapLocation.map { Endpoint(binding: .soap, location: $0) },
        ].compactMap { $0 }
    }
}

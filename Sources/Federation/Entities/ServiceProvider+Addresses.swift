import SAML

extension ServiceProvider {
    /// The endpoints for Responses and logout messages that are allowed in development only.
    ///
    /// These are URLs without TLS, URLs of a loopback or unspecified address, and URLs that two parsers can read
    /// differently. The broker itself posts to a SOAP endpoint, so metadata must not make it connect to its own
    /// machine.
    package var developmentAddresses: [String] {
        let logout = role.role.singleLogoutServices.flatMap { [$0.location] + ($0.responseLocation.map { [$0] } ?? []) }
        return (role.assertionConsumerServices.map(\.location) + logout).filter { location in
            guard let address = WebAddress(location), address.isSecure else { return true }
            return address.host.isLoopback || address.host.isUnspecified
        }
    }
}

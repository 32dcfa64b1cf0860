import SAML

extension ServiceProvider {
    /// The addresses for answers and logout messages that only development may have: without TLS, on the reader's own
    /// machine, or such that two readers could understand them differently. The broker itself posts to a SOAP address, so
    /// metadata must not lead it to its own machine.
    package var developmentAddresses: [String] {
        let logout = role.role.singleLogoutServices.flatMap { [$0.location] + ($0.responseLocation.map { [$0] } ?? []) }
        return (role.assertionConsumerServices.map(\.location) + logout).filter { location in
            guard let address = WebAddress(location), address.isSecure else { return true }
            return address.host.isLoopback || address.host.isUnspecified
        }
    }
}

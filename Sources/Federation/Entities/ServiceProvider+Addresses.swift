import SAML

extension ServiceProvider {
    /// The addresses for answers that only development may have: without TLS, on the reader's own machine, or such that
    /// two readers could understand them differently.
    package var developmentAddresses: [String] {
        role.assertionConsumerServices.map(\.location).filter { location in
            guard let address = WebAddress(location), address.isSecure else { return true }
            return address.host.isLoopback || address.host.isUnspecified
        }
    }
}

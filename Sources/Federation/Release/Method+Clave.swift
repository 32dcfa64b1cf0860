package import SAML

extension Method {
    /// The value of the attribute SelectedIdP for this method.
    package var selectedMethod: ClaveAttribute.SelectedMethod {
        switch self {
        case .pin: .pin
        case .permanentKey: .permanentKey
        case .certificate: .certificate
        case .upstream: .eidas
        }
    }
}

package import SAML

/// Reads which methods a request switches off, as services of Cl@ve do: an attribute that is requested, without a
/// value, hides the method that it names.
package enum MethodExclusion {
    /// The methods that this request does not want offered.
    package static func methods(of request: AcceptedRequest) -> Set<Method> {
        let names = request.eidas.requestedAttributes.map(\.name)
        return Set(Method.own.filter { $0.exclusion.map { names.containsExactly($0.name) } ?? false })
    }
}

extension Method {
    /// Nil for a method that Cl@ve does not have.
    fileprivate var exclusion: ClaveExclusion? {
        switch self {
        case .pin: .pin
        case .permanentKey: .permanentKey
        case .certificate: .certificate
        case .upstream: nil
        }
    }
}

package import SAML

/// Reads which methods a request excludes.
///
/// Service providers of Cl@ve exclude a method by requesting an attribute that names it, without a value.
package enum MethodExclusion {
    /// Returns the methods that this request excludes.
    package static func methods(of request: AcceptedRequest) -> Set<Method> {
        let names = request.eidas.requestedAttributes.map(\.name)
        return Set(Method.own.filter { $0.exclusion.map { names.containsExactly($0.name) } ?? false })
    }
}

extension Method {
    /// The attribute that excludes this method; nil for a method that Cl@ve does not have.
    fileprivate var exclusion: ClaveExclusion? {
        switch self {
        case .pin: .pin
        case .permanentKey: .permanentKey
        case .certificate: .certificate
        case .upstream: nil
        }
    }
}

package import SAML

/// Reads which methods a request switches off, as services of Cl@ve do: an attribute that is requested, without a
/// value, hides the method that it names.
package enum MethodExclusion {
    /// The methods that this request does not want offered.
    package static func methods(of request: AcceptedRequest) -> Set<Method> {
        let names = request.eidas.requestedAttributes.map(\.name)
        return Set(Method.allCases.filter { names.containsExactly(ClaveAttribute.namePrefix + $0.exclusionName) })
    }
}

extension Method {
    fileprivate var exclusionName: String {
        switch self {
        case .pin: "AEATIdP"
        case .permanentKey: "GISSIdP"
        case .certificate: "AFirmaIdP"
        }
    }
}

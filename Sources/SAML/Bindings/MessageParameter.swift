/// The form field or query parameter in which a message travels.
/// - SeeAlso: Bindings §3.4.4, §3.5.4.
public enum MessageParameter: String, Hashable, Sendable {
    /// A request.
    case request = "SAMLRequest"
    /// A response.
    case response = "SAMLResponse"

    /// Every name that means something in one of the bindings that a browser carries. Each may be present once: two
    /// readers of one request must never see two messages.
    public static let names: Set<String> = [
        request.rawValue, response.rawValue, "RelayState", "SAMLEncoding", "SigAlg", "Signature",
    ]

    /// Refuses a message of the other kind, alone or beside this one.
    ///
    /// - Parameter isPresent: whether there is a parameter of a name, even with an empty value.
    /// - Throws: `BindingFailure.unexpected`; `BindingFailure.requestAndResponse`.
    func refuseTheOther(_ isPresent: (String) -> Bool) throws(BindingFailure) {
        let other: MessageParameter = self == .request ? .response : .request
        guard isPresent(other.rawValue) else { return }
        throw isPresent(rawValue) ? .requestAndResponse : .unexpected(other)
    }
}

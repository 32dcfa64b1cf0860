/// The form field or query parameter that contains a message.
/// - SeeAlso: Bindings §3.4.4, §3.5.4.
public enum MessageParameter: String, Hashable, Sendable {
    /// A request.
    case request = "SAMLRequest"
    /// A response.
    case response = "SAMLResponse"

    /// The names of all parameters of the browser bindings.
    ///
    /// Each may occur once: two parsers of one HTTP request must never read two different messages.
    public static let names: Set<String> = [
        request.rawValue, response.rawValue, "RelayState", "SAMLEncoding", "SigAlg", "Signature",
    ]

    /// Refuses a message of the other kind, alone or beside this one.
    ///
    /// - Parameter isPresent: returns whether a parameter of this name is present, even with an empty value.
    /// - Throws: `BindingFailure.unexpected`; `BindingFailure.requestAndResponse`.
    func refuseTheOther(_ isPresent: (String) -> Bool) throws(BindingFailure) {
        let other: MessageParameter = self == .request ? .response : .request
        guard isPresent(other.rawValue) else { return }
        throw isPresent(rawValue) ? .requestAndResponse : .unexpected(other)
    }
}

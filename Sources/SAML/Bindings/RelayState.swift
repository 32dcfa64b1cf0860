/// The value that a service wants back with the response. It is validated and never interpreted.
/// - SeeAlso: Bindings §3.4.3, §3.5.3, which limit it to 80 bytes; longer values are common.
enum RelayState {
    /// The maximum length of a received value in octets of UTF-8.
    static let maximumBytes = 2_048

    /// The maximum length of a value that Aldaba creates, in octets. Bindings §3.5.3.
    static let maximumOwnBytes = 80

    /// Returns the RelayState as text.
    /// - Throws: `BindingFailure` when it is too long, not UTF-8, or contains NUL.
    static func text(_ octets: [UInt8]) throws(BindingFailure) -> String {
        try text(octets, maximumBytes: maximumBytes)
    }

    /// Returns the RelayState as text, with another limit.
    static func text(_ octets: [UInt8], maximumBytes: Int) throws(BindingFailure) -> String {
        guard octets.count <= maximumBytes else {
            throw .relayStateTooLong(maximumBytes: maximumBytes, received: octets.count)
        }
        guard !octets.contains(0), let text = String(validating: octets, as: UTF8.self) else {
            throw .relayStateText
        }
        return text
    }
}

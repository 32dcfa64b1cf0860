/// What a service wants back with the answer: judged, never interpreted.
/// - SeeAlso: Bindings §3.4.3, §3.5.3, which ask for 80 bytes; longer ones are common.
enum RelayState {
    /// UTF-8.
    static let maximumBytes = 2_048

    /// What a sender may make one of. Bindings §3.5.3.
    static let maximumOwnBytes = 80

    /// The RelayState as text.
    /// - Throws: `BindingFailure` when it is too long, not UTF-8, or holds NUL.
    static func text(_ octets: [UInt8]) throws(BindingFailure) -> String {
        try text(octets, maximumBytes: maximumBytes)
    }

    /// The same with another limit.
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

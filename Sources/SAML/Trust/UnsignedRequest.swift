/// A request without any signature, from a service that may send such.
///
/// It is answered at the default AssertionConsumerService of metadata alone.
public struct UnsignedRequest: Hashable, Sendable {
    /// The request, which anybody may have written.
    public let message: AuthnRequest
    /// How it came.
    public let binding: Binding
    /// What the sender wants back with the answer.
    public let relayState: String?

    fileprivate init(message: AuthnRequest, binding: Binding, relayState: String?) {
        self.message = message
        self.binding = binding
        self.relayState = relayState
    }
}

import XML
import XMLSecurity

/// A message whose content was decoded from bytes that its issuer's signature covers.
///
/// It says who signed and nothing more: whether the message may be acted upon is for the rules.
public struct Verified<Message: SAMLMessage>: Hashable, Sendable {
    /// The message, decoded from the signed bytes.
    public let message: Message
    /// Whose key verified the signature. Equal to the message's Issuer.
    public let signer: EntityID
    /// How it came.
    public let binding: Binding
    /// What the sender wants back with the answer; nil when absent, which is not the same as empty. A form does not
    /// protect it.
    public let relayState: String?

    fileprivate init(message: Message, signer: EntityID, binding: Binding, relayState: String?) {
        self.message = message
        self.signer = signer
        self.binding = binding
        self.relayState = relayState
    }
}

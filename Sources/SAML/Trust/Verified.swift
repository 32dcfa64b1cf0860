import XML
public import XMLSecurity

/// A message whose content was decoded from bytes that its issuer's signature covers.
///
/// It says who signed and nothing more: whether the message may be acted upon is for the rules.
public struct Verified<Message: SAMLMessage>: Hashable, Sendable {
    /// The message, decoded from the signed bytes.
    public let message: Message
    /// Who signed; equal to the message's Issuer.
    public let signer: EntityID
    /// The key that verified the signature.
    public let key: TrustedKey
    /// How it came.
    public let binding: Binding
    /// What the sender wants back with the answer; nil when absent, which is not the same as empty. A redirect's
    /// signature covers it, a form's does not.
    public let relayState: String?

    fileprivate init(
        _ received: Received<Message>, element: XMLElement, key: TrustedKey
    ) throws(VerificationFailure) {
        do {
            message = try Message(decoding: element)
        } catch {
            throw .content(error)
        }
        guard message.issuer?.entityID == received.claimedIssuer else {
            throw .issuer(expected: received.claimedIssuer, received: message.issuer?.entityID)
        }
        signer = received.claimedIssuer
        self.key = key
        binding = received.binding
        relayState = received.relayState
    }
}

extension Received {
    /// The message, when its issuer's signature covers it.
    ///
    /// By redirect the signature is over the octets of the query, from which the message was read (Bindings §3.4.4.1);
    /// by form it is inside the document, and the message is read from the octets that were digested and from nothing
    /// else (Core §5.4). In a SOAP envelope it is inside the message, likewise.
    /// - Parameter keys: the signing keys in the metadata of ``claimedIssuer``.
    /// - Throws: `VerificationFailure`.
    public func verified(trusting keys: [TrustedKey]) throws(VerificationFailure) -> Verified<Message> {
        switch form {
        case .redirect:
            guard let signature else { throw .signature(.absent) }
            guard
                let key = OctetSignature.verify(
                    signature.signature, over: signature.octets, algorithm: signature.algorithm, trusting: keys)
            else { throw .signature(.mismatch) }
            return try Verified(self, element: element, key: key)
        case .post(let document):
            return try verified(in: document, at: .root, trusting: keys)
        case .soap(let document):
            return try verified(
                in: document, at: .grandchild(Message.elementName, of: SOAPBinding.body), trusting: keys)
        }
    }

    private func verified(
        in document: [UInt8], at path: SignedPath, trusting keys: [TrustedKey]
    ) throws(VerificationFailure) -> Verified<Message> {
        let signed: SignedElement
        do {
            signed = try SignedElement.verify(
                document: document, at: path, trusting: keys, limits: MessageLimits.document)
        } catch {
            throw .signature(error)
        }
        return try Verified(self, element: signed.element, key: signed.key)
    }
}

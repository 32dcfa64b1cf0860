import XML
public import XMLSecurity

/// A message decoded from octets that its issuer's signature covers.
///
/// It only authenticates the sender. The rules decide whether to act on the message.
public struct Verified<Message: SAMLMessage>: Hashable, Sendable {
    /// The message, decoded from the signed bytes.
    public let message: Message
    /// The entity that signed; equal to the message's Issuer.
    public let signer: EntityID
    /// The key that verified the signature.
    public let key: TrustedKey
    /// The binding by which the message was received.
    public let binding: Binding
    /// The value that the sender wants back with the response. Nil when absent; empty is a different value. In the
    /// Redirect binding the signature covers it, in the POST binding it does not.
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
    /// Returns the message when its issuer's signature covers it.
    ///
    /// In the Redirect binding the signature is over the octets of the query that contain the message (Bindings
    /// §3.4.4.1). In the POST binding it is in the document, and the message is decoded only from the digested octets
    /// (Core §5.4). In the SOAP binding it is in the message, and the message is decoded in the same way.
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

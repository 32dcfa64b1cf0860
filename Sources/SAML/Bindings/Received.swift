import XML
import XMLSecurity

/// A message as received. It is not authenticated: its content may be forged.
public struct Received<Message: SAMLMessage>: Sendable {
    /// The entityID that the message names as its issuer. Used to select the keys to verify with.
    public let claimedIssuer: EntityID
    /// The value that the sender wants back with the response. Nil when absent; empty is a different value.
    public let relayState: String?
    /// Whether there is a signature of any kind, valid or not.
    public var isSigned: Bool { signature != nil || containsXMLSignature }
    /// The binding by which the message was received.
    public var binding: Binding {
        switch form {
        case .redirect: .httpRedirect
        case .post: .httpPOST
        case .soap: .soap
        }
    }

    /// The received form of the message.
    enum Form: Sendable {
        /// By redirect. The signature, if any, is ``Received/signature``.
        case redirect
        /// By form. The payload is the document, which contains the signature.
        case post(document: [UInt8])
        /// In a SOAP envelope. The payload is the envelope; the message inside contains the signature.
        case soap(document: [UInt8])
    }

    /// A signature of the query, outside the message.
    struct DetachedSignature: Sendable {
        let octets: [UInt8]
        let signature: [UInt8]
        let algorithm: SignatureAlgorithm
    }

    /// An upper bound on the cost of the message's canonical form.
    let cost: CanonicalCost
    /// An upper bound on the work of ``verified(trusting:)``, in units of about a nanosecond.
    ///
    /// By redirect nothing is canonicalised. Otherwise the document is parsed and canonicalised, and the digested
    /// octets are parsed again. Unauthenticated senders can cause some milliseconds of work: verify expensive messages
    /// on a separate thread, with a bounded queue.
    public var verificationWork: Int {
        switch form {
        case .redirect: 0
        case .post, .soap: 4 * cost.work
        }
    }
    let form: Form
    let signature: DetachedSignature?
    /// The message's element, parsed from the received octets.
    let element: XMLElement

    /// - Throws: `BindingFailure` when the octets are not the expected message, it costs too much, or it has no issuer.
    init(
        document octets: [UInt8], form: Form, signature: DetachedSignature?, relayState: String?
    ) throws(BindingFailure) {
        let document: XMLDocument
        do {
            document = try XMLDocument(octets, limits: MessageLimits.document)
        } catch {
            throw .document(error)
        }
        try self.init(
            document, octets: octets.count, document.root, at: [], form: form, signature: signature,
            relayState: relayState)
    }

    /// - Parameters:
    ///   - octets: the length of the document.
    ///   - path: the path to the message in the document: at each step the index of a child element.
    /// - Throws: `BindingFailure` when the element is not the expected message, it costs too much, or it has no issuer.
    init(
        _ document: XMLDocument, octets: Int, _ element: XMLElement, at path: [Int], form: Form,
        signature: DetachedSignature?, relayState: String?
    ) throws(BindingFailure) {
        guard element.name == Message.elementName else {
            throw .root(expected: "\(Message.elementName)", received: "\(element.name)")
        }
        do {
            cost = try document.canonicalCost(at: path)
        } catch {
            throw .document(error)
        }
        guard cost.isAcceptable(for: octets) else { throw .canonicalForm(cost, received: octets) }
        do {
            claimedIssuer = try Self.issuer(of: element).entityID
        } catch {
            throw .issuer(error)
        }
        self.element = element
        self.form = form
        self.signature = signature
        self.relayState = relayState
    }

    /// Returns the Issuer of the message or, in a Response without one, of its first assertion. Profiles §4.1.4.2
    /// allows an unsigned Response without Issuer.
    private static func issuer(of element: XMLElement) throws(DecodingFailure) -> Issuer {
        let holder = element.element(Issuer.elementName) == nil ? element.element(Assertion.elementName) : element
        guard let issuer = (holder ?? element).element(Issuer.elementName) else {
            throw DecodingFailure(element, expected: "\(Issuer.elementName)", received: "no issuer")
        }
        return try Issuer(decoding: issuer)
    }

    private var containsXMLSignature: Bool { SignedElement.signaturePresent(in: element) }
}

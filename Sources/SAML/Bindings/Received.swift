import XML
import XMLSecurity

/// A message as it arrived. Nothing in it is true yet, except that these bytes came.
public struct Received<Message: SAMLMessage>: Sendable {
    /// Who says to have sent it: the one thing to read early, since it tells whose keys to try.
    public let claimedIssuer: EntityID
    /// What the sender wants back with the answer; nil when absent, which is not the same as empty.
    public let relayState: String?
    /// Whether there is a signature of any kind, valid or not.
    public var isSigned: Bool { signature != nil || containsXMLSignature }
    /// How it came.
    public var binding: Binding {
        switch form {
        case .redirect: .httpRedirect
        case .post: .httpPOST
        case .soap: .soap
        }
    }

    /// What came.
    enum Form: Sendable {
        /// By redirect; the signature, where there is one, is ``Received/signature``.
        case redirect
        /// By form: the document whose own signature counts.
        case post(document: [UInt8])
        /// In an envelope: the document around the message, whose own signature counts.
        case soap(document: [UInt8])
    }

    /// A signature beside the message.
    struct DetachedSignature: Sendable {
        let octets: [UInt8]
        let signature: [UInt8]
        let algorithm: SignatureAlgorithm
    }

    /// What the canonical form of the message costs at most.
    let cost: CanonicalCost
    /// What ``verified(trusting:)`` takes at most, in units of about a nanosecond: by redirect nothing is canonicalised;
    /// else the document is parsed, canonicalised, and what was digested is parsed again. Anybody can send a message that
    /// takes some milliseconds: verify those on a thread of their own, with a bounded queue before it.
    public var verificationWork: Int {
        switch form {
        case .redirect: 0
        case .post, .soap: 4 * cost.work
        }
    }
    let form: Form
    let signature: DetachedSignature?
    /// The message's element, parsed from what came.
    let element: XMLElement

    /// - Throws: `BindingFailure` when the bytes are not the message, it costs too much, or it names no issuer.
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
    ///   - octets: those of the document.
    ///   - path: leads to the message in the document: at each step the index of a child element.
    /// - Throws: `BindingFailure` when the element is not the message, it costs too much, or it names no issuer.
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

    /// The Issuer of the message or, in a Response that has none, of its first assertion. Profiles §4.1.4.2 lets an
    /// unsigned Response leave it out.
    private static func issuer(of element: XMLElement) throws(DecodingFailure) -> Issuer {
        let holder = element.element(Issuer.elementName) == nil ? element.element(Assertion.elementName) : element
        guard let issuer = (holder ?? element).element(Issuer.elementName) else {
            throw DecodingFailure(element, expected: "\(Issuer.elementName)", received: "no issuer")
        }
        return try Issuer(decoding: issuer)
    }

    private var containsXMLSignature: Bool { SignedElement.signaturePresent(in: element) }
}

public import XML
public import XMLSecurity

/// The SOAP binding: a message in the Body of an envelope, from server to server, signed inside.
/// - SeeAlso: Bindings §3.2; SOAP 1.1 §4.
public enum SOAPBinding {
    static let envelope = XMLName(.soap, "Envelope")
    static let header = XMLName(.soap, "Header")
    static let body = XMLName(.soap, "Body")
    private static let mustUnderstand = XMLName(.soap, "mustUnderstand")

    /// What such a request and its answer say of themselves over HTTP. Bindings §3.2.3.
    public static let contentType = "text/xml; charset=utf-8"

    /// What an envelope may weigh, in octets.
    public static let maximumBytes = MessageLimits.maximumBytes

    /// The message in an envelope.
    ///
    /// The envelope has at most one Header and then exactly one Body, which contains the message and nothing else. There is
    /// no RelayState in this binding.
    /// - Parameter envelope: the octets of the HTTP body, UTF-8.
    /// - Throws: `BindingFailure`; answer it with ``fault(_:_:)``.
    public static func receive<Message: SAMLMessage>(
        _ type: Message.Type, envelope octets: [UInt8]
    ) throws(BindingFailure) -> Received<Message> {
        guard octets.count <= MessageLimits.maximumBytes else {
            throw .tooLarge(maximumBytes: MessageLimits.maximumBytes)
        }
        let document: XMLDocument
        do {
            document = try XMLDocument(octets, limits: MessageLimits.document)
        } catch {
            throw .document(error)
        }
        let (message, bodyIndex) = try message(in: document.root)
        return try Received(
            document, octets: octets.count, message, at: [bodyIndex, 0], form: .soap(document: octets),
            signature: nil, relayState: nil)
    }

    /// The message, and which child of the envelope the Body is.
    private static func message(
        in root: XMLElement
    ) throws(BindingFailure) -> (message: XMLElement, bodyIndex: Int) {
        let headers: [XMLElement]
        let content: [XMLElement]
        do throws(DecodingFailure) {
            var reader = try ElementReader(root, as: envelope)
            headers = reader.optional(header)?.elements ?? []
            let bodyElement = try reader.required(body)
            try reader.finish()
            content = try ElementReader(bodyElement, as: body).element.elements
            guard content.count == 1 else {
                throw DecodingFailure(bodyElement, expected: "exactly one element", received: "\(content.count)")
            }
        } catch {
            throw .envelope(error)
        }
        // Bindings §3.2.2: SAML has no headers of its own; SOAP 1.1 §4.2.3: what must be understood must not be ignored.
        if let unknown = headers.first(where: { ["1", "true"].contains($0.attribute(mustUnderstand)) }) {
            throw .header("\(unknown.name)")
        }
        return (content[0], root.elements.count - 1)
    }

    /// The envelope that carries a signed message of one's own.
    /// - Throws: what writing or signing the message throws.
    public static func envelope<Message: SAMLMessage>(
        sending message: Message, signedWith key: SigningKey
    ) throws -> CanonicalElement {
        let signed = try ElementSigner(key: key).sign(message.xml)
        return try XMLWriter.canonical(XMLElement(envelope, [.element(XMLElement(body, [.rendered(signed)]))]))
    }

    /// Whose mistake it was that no message could be read. SOAP 1.1 §4.4.1.
    public enum Fault: String, Hashable, Sendable {
        /// What came is no SOAP 1.1 envelope.
        case versionMismatch = "VersionMismatch"
        /// A header must be understood and is not.
        case mustUnderstand = "MustUnderstand"
        /// What came is no message, or was never to come here.
        case client = "Client"
        /// This side could not process it.
        case server = "Server"
    }

    /// The envelope that says that no message could be read; it goes back with the HTTP status 500.
    /// - Parameters:
    ///   - code: whose mistake it was.
    ///   - sentence: what it was, for people.
    /// - Throws: when the sentence has a character that XML cannot carry.
    /// - SeeAlso: Bindings §3.2.3.3; SOAP 1.1 §4.4.
    public static func fault(_ code: Fault, _ sentence: String) throws -> CanonicalElement {
        let fault = XMLElement(
            .soap, "Fault",
            children: [
                XMLElement(.none, "faultcode", text: "\(XMLNamespace.soap.prefix):\(code.rawValue)"),
                XMLElement(.none, "faultstring", text: sentence),
            ])
        return try XMLWriter.canonical(XMLElement(envelope, [.element(XMLElement(body, [.element(fault)]))]))
    }
}

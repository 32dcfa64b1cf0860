public import XML
public import XMLSecurity

/// The SOAP binding: the Body of an envelope contains a message with an XML signature, sent from server to server.
/// - SeeAlso: Bindings §3.2; SOAP 1.1 §4.
public enum SOAPBinding {
    static let envelope = XMLName(.soap, "Envelope")
    static let header = XMLName(.soap, "Header")
    static let body = XMLName(.soap, "Body")
    private static let mustUnderstand = XMLName(.soap, "mustUnderstand")

    /// The Content-Type of a SOAP request and its response over HTTP. Bindings §3.2.3.
    public static let contentType = "text/xml; charset=utf-8"

    /// The maximum length of an envelope in octets.
    public static let maximumBytes = MessageLimits.maximumBytes

    /// Reads the message in an envelope.
    ///
    /// The envelope must have at most one Header and then exactly one Body, which contains only the message. This
    /// binding has no RelayState.
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

    /// Returns the message, and the index of the Body among the envelope's children.
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
        // Bindings §3.2.2: SAML defines no headers. SOAP 1.1 §4.2.3: a header with mustUnderstand must not be ignored.
        if let unknown = headers.first(where: { ["1", "true"].contains($0.attribute(mustUnderstand)) }) {
            throw .header("\(unknown.name)")
        }
        return (content[0], root.elements.count - 1)
    }

    /// Returns the envelope that contains a message signed with the sender's key.
    /// - Throws: errors of writing or signing the message.
    public static func envelope<Message: SAMLMessage>(
        sending message: Message, signedWith key: SigningKey
    ) throws -> CanonicalElement {
        let signed = try ElementSigner(key: key).sign(message.xml)
        return try XMLWriter.canonical(XMLElement(envelope, [.element(XMLElement(body, [.rendered(signed)]))]))
    }

    /// The party that caused a fault. SOAP 1.1 §4.4.1.
    public enum Fault: String, Hashable, Sendable {
        /// The request is not a SOAP 1.1 envelope.
        case versionMismatch = "VersionMismatch"
        /// A header with mustUnderstand is unknown.
        case mustUnderstand = "MustUnderstand"
        /// The request has no readable message, or is not for this endpoint.
        case client = "Client"
        /// The server could not process the request.
        case server = "Server"
    }

    /// Returns the envelope that reports that no message could be read. Send it with the HTTP status 500.
    /// - Parameters:
    ///   - code: the party that caused the fault.
    ///   - sentence: the error text.
    /// - Throws: `XMLWritingError` when the text has a character that XML cannot represent.
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

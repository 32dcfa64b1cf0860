public import XML
public import XMLSecurity

/// The HTTP POST binding: a message in a form field, signed inside.
/// - SeeAlso: Bindings §3.5.
public enum PostBinding {
    /// The message in a form, when the form has no message of the other kind.
    /// - Parameter field: the value of the field of a name; nil when the form has none.
    /// - Throws: `BindingFailure`.
    public static func receive<Message: SAMLMessage>(
        _ type: Message.Type, form field: (String) -> String?
    ) throws(BindingFailure) -> Received<Message> {
        try Message.parameter.refuseTheOther { field($0) != nil }
        return try receive(
            type, samlMessage: field(Message.parameter.rawValue) ?? "", relayState: field("RelayState"))
    }

    /// The message in the fields of a form.
    /// - Parameters:
    ///   - samlMessage: the value of `SAMLRequest` or `SAMLResponse`: base64, line breaks allowed.
    ///   - relayState: the value of `RelayState`; nil when the field is absent, which is not the same as empty.
    /// - Throws: `BindingFailure`.
    public static func receive<Message: SAMLMessage>(
        _ type: Message.Type, samlMessage: String, relayState: String?
    ) throws(BindingFailure) -> Received<Message> {
        let relayState = try relayState.map { (text) throws(BindingFailure) in try RelayState.text(Array(text.utf8)) }
        let text = samlMessage.utf8
        guard !text.isEmpty else { throw .missing(Message.parameter) }
        guard text.count <= MessageLimits.maximumBase64 else {
            throw .tooLarge(maximumBytes: MessageLimits.maximumBytes)
        }
        guard let document = Base64.decodeMessage(Array(text)) else {
            throw .base64(parameter: Message.parameter.rawValue)
        }
        return try Received(document: document, form: .post(document: document), signature: nil, relayState: relayState)
    }

    /// A form that a browser submits.
    ///
    /// A form carries text with limits of its own: a browser turns each line break of RelayState into CR LF, and that
    /// is how the service gets it. All else arrives as it was sent.
    public struct Form: Hashable, Sendable {
        /// Where it goes: from metadata.
        public let action: String
        /// The fields, in order, to be escaped where they are written.
        public let fields: [Field]
    }

    /// A hidden field.
    public struct Field: Hashable, Sendable {
        /// `SAMLRequest`, `SAMLResponse` or `RelayState`.
        public let name: String
        /// The value, unescaped.
        public let value: String
    }

    /// The form that carries an answer.
    /// - Parameters:
    ///   - response: the Response as it goes over the wire.
    ///   - endpoint: the accepted request's endpoint.
    ///   - relayState: what the service wants back; nil leaves the field out.
    public static func form(
        _ response: CanonicalElement, to endpoint: AssertionConsumerService, relayState: String?
    ) -> Form {
        form(.response, response, to: endpoint.location, relayState: relayState)
    }

    /// The form that carries a signed message of one's own: the service provider's side.
    /// - Parameters:
    ///   - message: the message, whose Destination is the location.
    ///   - location: the identity provider's endpoint.
    ///   - relayState: what shall come back with the answer; nil leaves the field out.
    ///   - key: signs the message.
    /// - Throws: what writing or signing the message throws.
    public static func form<Message: SAMLMessage>(
        sending message: Message, to location: String, relayState: String? = nil, signedWith key: SigningKey
    ) throws -> Form {
        let signed = try ElementSigner(key: key).sign(message.xml)
        return form(Message.parameter, signed, to: location, relayState: relayState)
    }

    private static func form(
        _ parameter: MessageParameter, _ message: CanonicalElement, to location: String, relayState: String?
    ) -> Form {
        let fields = [Field(name: parameter.rawValue, value: Base64.text(message.bytes))]
        return Form(
            action: location, fields: fields + (relayState.map { [Field(name: "RelayState", value: $0)] } ?? []))
    }
}

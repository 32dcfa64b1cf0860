import Octets
public import XML
public import XMLSecurity

/// The HTTP POST binding: a form field contains the message, which has an XML signature.
/// - SeeAlso: Bindings §3.5.
public enum PostBinding {
    /// Reads the message in a form. Refuses a form with a message of the other kind.
    /// - Parameter field: returns the value of the field with this name; nil when the form has none.
    /// - Throws: `BindingFailure`.
    public static func receive<Message: SAMLMessage>(
        _ type: Message.Type, form field: (String) -> String?
    ) throws(BindingFailure) -> Received<Message> {
        try Message.parameter.refuseTheOther { field($0) != nil }
        return try receive(
            type, samlMessage: field(Message.parameter.rawValue) ?? "", relayState: field("RelayState"))
    }

    /// Reads a message from the values of the form fields.
    /// - Parameters:
    ///   - samlMessage: the value of `SAMLRequest` or `SAMLResponse`: base64, line breaks allowed.
    ///   - relayState: the value of `RelayState`. Nil when the field is absent; empty is a different value.
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
        guard let document = Base64.decode(Array(text), ignoring: .lineBreaks) else {
            throw .base64(parameter: Message.parameter.rawValue)
        }
        return try Received(document: document, form: .post(document: document), signature: nil, relayState: relayState)
    }

    /// A form that the browser submits to the service provider.
    ///
    /// The browser changes only RelayState: it sends each line break as CR LF, and the service receives that.
    public struct Form: Hashable, Sendable {
        /// The URL of the endpoint, from metadata.
        public let action: String
        /// The fields, in order, unescaped. Escape them when writing the page.
        public let fields: [Field]
    }

    /// A hidden field.
    public struct Field: Hashable, Sendable {
        /// `SAMLRequest`, `SAMLResponse` or `RelayState`.
        public let name: String
        /// The value, unescaped.
        public let value: String
    }

    /// Returns the form that contains a Response.
    /// - Parameters:
    ///   - response: the Response in canonical form.
    ///   - endpoint: the endpoint of the accepted request.
    ///   - relayState: the RelayState of the request; nil omits the field.
    public static func form(
        _ response: CanonicalElement, to endpoint: AssertionConsumerService, relayState: String?
    ) -> Form {
        form(.response, response, to: endpoint.location, relayState: relayState)
    }

    /// Returns the form that contains a message signed with the sender's key.
    /// - Parameters:
    ///   - message: the message. Its Destination is `location`.
    ///   - location: the URL of the recipient's endpoint.
    ///   - relayState: the value that the recipient returns with the response; nil omits the field.
    ///   - key: the key that signs the message.
    /// - Throws: errors of writing or signing the message.
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

import Octets
import XML
public import XMLSecurity

/// The HTTP Redirect binding: the query contains the deflated message and its signature.
/// - SeeAlso: Bindings §3.4.
public enum RedirectBinding {
    /// Returns the most octets that the message of a query of that length can have: Base64 has three octets in four
    /// characters, which inflate.
    package static func maximumOctets(ofQuery characters: Int) -> Int {
        MessageLimits.maximumInflated(characters / 4 * 3 + 3)
    }

    private static let deflateEncoding = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"

    /// Reads the message in a query.
    ///
    /// Keeps the raw octets, because the signature covers them. Inflating stops at 16 KiB plus 16 octets for each
    /// deflated octet, because it happens before any key can be tried: the message names the issuer. This binding gives
    /// a signature inside the XML no meaning (§3.4.4.1 forbids it). When the query is signed too, it is ignored. When
    /// it is the only signature, the message counts neither as verified nor as unsigned.
    /// - Parameter query: the raw query, between `?` and `#`.
    /// - Throws: `BindingFailure`.
    public static func receive<Message: SAMLMessage>(
        _ type: Message.Type, query: String
    ) throws(BindingFailure) -> Received<Message> {
        let parameters = try QueryParameters(query)
        try Message.parameter.refuseTheOther(parameters.has)
        if let encoding = try parameters.value("SAMLEncoding"), encoding != Array(deflateEncoding.utf8) {
            throw .encoding(received: String(decoding: encoding, as: UTF8.self))
        }
        let relayState = try parameters.value("RelayState").map(RelayState.text)
        let signature = try signature(Message.self, parameters)
        guard let value = try parameters.value(Message.parameter.rawValue), !value.isEmpty else {
            throw .missing(Message.parameter)
        }
        guard value.count <= MessageLimits.maximumBase64 else {
            throw .tooLarge(maximumBytes: MessageLimits.maximumBytes)
        }
        guard let deflated = Base64.decode(value, ignoring: .lineBreaks) else {
            throw .base64(parameter: Message.parameter.rawValue)
        }
        let maximumBytes = MessageLimits.maximumInflated(deflated.count)
        guard let document = Deflate.inflate(deflated, maximumBytes: maximumBytes) else {
            throw .deflate(maximumBytes: maximumBytes, start: Array(deflated.prefix(8)))
        }
        return try Received(document: document, form: .redirect, signature: signature, relayState: relayState)
    }

    private static func signature<Message>(
        _ type: Message.Type, _ parameters: QueryParameters
    ) throws(BindingFailure) -> Received<Message>.DetachedSignature? {
        switch (try parameters.value("SigAlg"), try parameters.value("Signature")) {
        case (nil, nil): return nil
        case (nil, _?): throw .signatureWithoutAlgorithm
        case (_?, nil): throw .algorithmWithoutSignature
        case (let uri?, let text?):
            let name = String(decoding: uri, as: UTF8.self)
            guard let algorithm = SignatureAlgorithm(rawValue: name) else {
                throw .algorithm(expected: SignatureAlgorithm.allCases.map(\.rawValue), received: name)
            }
            guard text.count <= maximumSignature, let octets = Base64.decode(text, ignoring: .lineBreaks),
                !octets.isEmpty
            else { throw .base64(parameter: "Signature") }
            return Received<Message>.DetachedSignature(
                octets: parameters.signedOctets(Message.parameter), signature: octets, algorithm: algorithm)
        }
    }

    /// The maximum length in characters: an RSA signature of 16,384 bits with line breaks.
    private static let maximumSignature = 4_096

    /// Returns the URL to which the browser is redirected.
    /// - Parameters:
    ///   - message: the message. Its Destination is `location`.
    ///   - location: the URL of the endpoint. A query in it is kept.
    ///   - relayState: the value that the recipient returns with the response.
    ///   - key: the key that signs the query; nil sends the message unsigned.
    /// - Throws: errors of signing or writing the message.
    public static func url<Message: SAMLMessage>(
        sending message: Message, to location: String, relayState: String? = nil, signedWith key: SigningKey?
    ) throws -> String {
        let document = try XMLWriter.canonical(message.xml).bytes
        guard let deflated = Deflate.deflate(document) else {
            throw BindingFailure.deflate(maximumBytes: MessageLimits.maximumBytes, start: Array(document.prefix(8)))
        }
        var query = Message.parameter.rawValue + "=" + URLEncodedForm.encode(Base64.text(deflated))
        if let relayState { query += "&RelayState=" + URLEncodedForm.encode(relayState) }
        if let key {
            query += "&SigAlg=" + URLEncodedForm.encode(key.algorithm.rawValue)
            let signature = try key.signature(over: Array(query.utf8))
            query += "&Signature=" + URLEncodedForm.encode(Base64.text(signature))
        }
        return location + (location.contains("?") ? "&" : "?") + query
    }
}

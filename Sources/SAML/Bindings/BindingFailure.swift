public import XML

/// Why what arrived is no message at all.
public enum BindingFailure: Error, Hashable, Sendable {
    /// The parameter that carries the message is missing.
    case missing(MessageParameter)
    /// A message of the other kind came instead.
    case unexpected(MessageParameter)
    /// A request and a response came together.
    case requestAndResponse
    /// A parameter stands there twice.
    case duplicate(parameter: String)
    /// The query or the form has more parameters than the limit.
    case tooManyParameters(maximum: Int)
    /// A parameter's name is percent-encoded, so that others may read it differently.
    case encodedName(parameter: String)
    /// A parameter's value is not percent-encoded text.
    case percentEncoding(parameter: String)
    /// SAMLEncoding is another than DEFLATE.
    case encoding(received: String)
    /// A Signature stands there without SigAlg.
    case signatureWithoutAlgorithm
    /// A SigAlg stands there without Signature.
    case algorithmWithoutSignature
    /// SigAlg is not in the closed list.
    case algorithm(expected: [String], received: String)
    /// A value is not base64, read strictly.
    case base64(parameter: String)
    /// The message is not one whole raw DEFLATE stream, or inflates to more than the limit.
    ///
    /// `start` is how it begins, eight octets at most: 78 is zlib's header, which has no place here, 3C is XML as it is.
    case deflate(maximumBytes: Int, start: [UInt8])
    /// The message is larger than the limit.
    case tooLarge(maximumBytes: Int)
    /// RelayState is longer than the limit.
    case relayStateTooLong(maximumBytes: Int, received: Int)
    /// RelayState is not UTF-8, or holds NUL.
    case relayStateText
    /// The message is not acceptable XML.
    case document(XMLError)
    /// The canonical form of the message would cost too much for the octets received.
    case canonicalForm(CanonicalCost, received: Int)
    /// The SOAP envelope is not one with exactly one message in its Body.
    case envelope(DecodingFailure)
    /// A SOAP header that must be understood and is not; its name.
    case header(String)
    /// The document is another element than the message.
    case root(expected: String, received: String)
    /// The message does not say who sends it, or not in a readable way.
    case issuer(DecodingFailure)
}

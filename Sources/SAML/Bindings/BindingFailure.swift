public import XML

/// The reason why a request contains no readable message.
public enum BindingFailure: Error, Hashable, Sendable {
    /// The parameter that carries the message is missing.
    case missing(MessageParameter)
    /// A message of the other kind was received instead.
    case unexpected(MessageParameter)
    /// A request and a response were received together.
    case requestAndResponse
    /// A parameter occurs twice.
    case duplicate(parameter: String)
    /// The query or the form has more parameters than the limit.
    case tooManyParameters(maximum: Int)
    /// A parameter's name is percent-encoded, so other software may read it differently.
    case encodedName(parameter: String)
    /// A parameter's value is not percent-encoded text.
    case percentEncoding(parameter: String)
    /// SAMLEncoding is not DEFLATE.
    case encoding(received: String)
    /// Signature is present without SigAlg.
    case signatureWithoutAlgorithm
    /// SigAlg is present without Signature.
    case algorithmWithoutSignature
    /// SigAlg is not an accepted algorithm.
    case algorithm(expected: [String], received: String)
    /// A value is not strict base64.
    case base64(parameter: String)
    /// The message is not one whole raw DEFLATE stream, or inflates to more than the limit.
    ///
    /// `start` has the first octets of the data, at most eight: 78 is a zlib header, which the binding does not allow;
    /// 3C is uncompressed XML.
    case deflate(maximumBytes: Int, start: [UInt8])
    /// The message is larger than the limit.
    case tooLarge(maximumBytes: Int)
    /// RelayState is longer than the limit.
    case relayStateTooLong(maximumBytes: Int, received: Int)
    /// RelayState is not UTF-8, or contains NUL.
    case relayStateText
    /// The message is not acceptable XML.
    case document(XMLError)
    /// The canonical form of the message would cost too much for the octets received.
    case canonicalForm(CanonicalCost, received: Int)
    /// The SOAP envelope does not have exactly one message in its Body.
    case envelope(DecodingFailure)
    /// A SOAP header that must be understood is unknown. The payload is its name.
    case header(String)
    /// The root element is not the expected message.
    case root(expected: String, received: String)
    /// The message has no issuer, or an unreadable one.
    case issuer(DecodingFailure)
}

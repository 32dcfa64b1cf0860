/// How a request ended: the URI of a status code.
///
/// Four stand at the top; all others say more below one of them.
/// - SeeAlso: Core §3.2.2.2.
public struct StatusCode: ExactText {
    /// The text as it stands in a message.
    public let rawValue: String

    /// Names one by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(_ name: String) {
        rawValue = "urn:oasis:names:tc:SAML:2.0:status:" + name
    }

    /// The request succeeded.
    public static let success = StatusCode("Success")
    /// The asking side is at fault.
    public static let requester = StatusCode("Requester")
    /// The answering side is at fault.
    public static let responder = StatusCode("Responder")
    /// The version of the request is not spoken.
    public static let versionMismatch = StatusCode("VersionMismatch")
    /// The person could not prove who they are.
    public static let authnFailed = StatusCode("AuthnFailed")
    /// An attribute asked for makes no sense.
    public static let invalidAttrNameOrValue = StatusCode("InvalidAttrNameOrValue")
    /// The NameIDPolicy cannot be met.
    public static let invalidNameIDPolicy = StatusCode("InvalidNameIDPolicy")
    /// The requested authentication context cannot be met.
    public static let noAuthnContext = StatusCode("NoAuthnContext")
    /// None of the identity providers of the IDPList can be reached.
    public static let noAvailableIDP = StatusCode("NoAvailableIDP")
    /// Nobody could be recognised without asking them.
    public static let noPassive = StatusCode("NoPassive")
    /// None of the identity providers of the IDPList is supported.
    public static let noSupportedIDP = StatusCode("NoSupportedIDP")
    /// Not every participant could be told.
    public static let partialLogout = StatusCode("PartialLogout")
    /// Another step would go beyond ProxyCount.
    public static let proxyCountExceeded = StatusCode("ProxyCountExceeded")
    /// The request was understood and is not granted.
    public static let requestDenied = StatusCode("RequestDenied")
    /// The request asks for something that is not supported.
    public static let requestUnsupported = StatusCode("RequestUnsupported")
    /// The version is no longer spoken.
    public static let requestVersionDeprecated = StatusCode("RequestVersionDeprecated")
    /// The version is newer than what is spoken.
    public static let requestVersionTooHigh = StatusCode("RequestVersionTooHigh")
    /// The version is older than what is spoken.
    public static let requestVersionTooLow = StatusCode("RequestVersionTooLow")
    /// The resource is unknown.
    public static let resourceNotRecognized = StatusCode("ResourceNotRecognized")
    /// More would have to be returned than possible.
    public static let tooManyResponses = StatusCode("TooManyResponses")
    /// The attribute profile is unknown.
    public static let unknownAttrProfile = StatusCode("UnknownAttrProfile")
    /// The person named in the request is not recognised.
    public static let unknownPrincipal = StatusCode("UnknownPrincipal")
    /// The binding asked for is not supported.
    public static let unsupportedBinding = StatusCode("UnsupportedBinding")
}

extension StatusCode: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

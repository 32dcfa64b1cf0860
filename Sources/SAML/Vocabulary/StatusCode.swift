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

    /// Labelled: `StatusCode("…")` would be the literal itself, since the type can be written as one.
    private init(standard name: String) {
        rawValue = "urn:oasis:names:tc:SAML:2.0:status:" + name
    }

    /// The request succeeded.
    public static let success = StatusCode(standard: "Success")
    /// The asking side is at fault.
    public static let requester = StatusCode(standard: "Requester")
    /// The answering side is at fault.
    public static let responder = StatusCode(standard: "Responder")
    /// The version of the request is not spoken.
    public static let versionMismatch = StatusCode(standard: "VersionMismatch")
    /// The person could not prove who they are.
    public static let authnFailed = StatusCode(standard: "AuthnFailed")
    /// An attribute asked for makes no sense.
    public static let invalidAttrNameOrValue = StatusCode(standard: "InvalidAttrNameOrValue")
    /// The NameIDPolicy cannot be met.
    public static let invalidNameIDPolicy = StatusCode(standard: "InvalidNameIDPolicy")
    /// The requested authentication context cannot be met.
    public static let noAuthnContext = StatusCode(standard: "NoAuthnContext")
    /// None of the identity providers of the IDPList can be reached.
    public static let noAvailableIDP = StatusCode(standard: "NoAvailableIDP")
    /// Nobody could be recognised without asking them.
    public static let noPassive = StatusCode(standard: "NoPassive")
    /// None of the identity providers of the IDPList is supported.
    public static let noSupportedIDP = StatusCode(standard: "NoSupportedIDP")
    /// Not every participant could be told.
    public static let partialLogout = StatusCode(standard: "PartialLogout")
    /// Another step would go beyond ProxyCount.
    public static let proxyCountExceeded = StatusCode(standard: "ProxyCountExceeded")
    /// The request was understood and is not granted.
    public static let requestDenied = StatusCode(standard: "RequestDenied")
    /// The request asks for something that is not supported.
    public static let requestUnsupported = StatusCode(standard: "RequestUnsupported")
    /// The version is no longer spoken.
    public static let requestVersionDeprecated = StatusCode(standard: "RequestVersionDeprecated")
    /// The version is newer than what is spoken.
    public static let requestVersionTooHigh = StatusCode(standard: "RequestVersionTooHigh")
    /// The version is older than what is spoken.
    public static let requestVersionTooLow = StatusCode(standard: "RequestVersionTooLow")
    /// The resource is unknown.
    public static let resourceNotRecognized = StatusCode(standard: "ResourceNotRecognized")
    /// More would have to be returned than possible.
    public static let tooManyResponses = StatusCode(standard: "TooManyResponses")
    /// The attribute profile is unknown.
    public static let unknownAttrProfile = StatusCode(standard: "UnknownAttrProfile")
    /// The person named in the request is not recognised.
    public static let unknownPrincipal = StatusCode(standard: "UnknownPrincipal")
    /// The binding asked for is not supported.
    public static let unsupportedBinding = StatusCode(standard: "UnsupportedBinding")
}

extension StatusCode: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

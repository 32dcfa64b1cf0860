/// The outcome of a request: the URI of a status code.
///
/// Four codes are top-level. All others are below one of them and give details.
/// - SeeAlso: Core §3.2.2.2.
public struct StatusCode: ExactText {
    /// The text as in the message.
    public let rawValue: String

    /// Creates a code.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The label is necessary: `StatusCode("…")` would create the value from the literal.
    private init(standard name: String) {
        rawValue = "urn:oasis:names:tc:SAML:2.0:status:" + name
    }

    /// The request succeeded.
    public static let success = StatusCode(standard: "Success")
    /// The requester caused the failure.
    public static let requester = StatusCode(standard: "Requester")
    /// The responder caused the failure.
    public static let responder = StatusCode(standard: "Responder")
    /// The version of the request is not supported.
    public static let versionMismatch = StatusCode(standard: "VersionMismatch")
    /// The person could not be authenticated.
    public static let authnFailed = StatusCode(standard: "AuthnFailed")
    /// A requested attribute is invalid.
    public static let invalidAttrNameOrValue = StatusCode(standard: "InvalidAttrNameOrValue")
    /// The NameIDPolicy cannot be met.
    public static let invalidNameIDPolicy = StatusCode(standard: "InvalidNameIDPolicy")
    /// The requested authentication context cannot be met.
    public static let noAuthnContext = StatusCode(standard: "NoAuthnContext")
    /// None of the identity providers of the IDPList can be reached.
    public static let noAvailableIDP = StatusCode(standard: "NoAvailableIDP")
    /// The person cannot be authenticated without interaction.
    public static let noPassive = StatusCode(standard: "NoPassive")
    /// None of the identity providers of the IDPList is supported.
    public static let noSupportedIDP = StatusCode(standard: "NoSupportedIDP")
    /// At least one session participant could not be notified.
    public static let partialLogout = StatusCode(standard: "PartialLogout")
    /// Another step would go beyond ProxyCount.
    public static let proxyCountExceeded = StatusCode(standard: "ProxyCountExceeded")
    /// The request was understood and refused.
    public static let requestDenied = StatusCode(standard: "RequestDenied")
    /// The request asks for an unsupported feature.
    public static let requestUnsupported = StatusCode(standard: "RequestUnsupported")
    /// The version is deprecated.
    public static let requestVersionDeprecated = StatusCode(standard: "RequestVersionDeprecated")
    /// The version is higher than the supported ones.
    public static let requestVersionTooHigh = StatusCode(standard: "RequestVersionTooHigh")
    /// The version is lower than the supported ones.
    public static let requestVersionTooLow = StatusCode(standard: "RequestVersionTooLow")
    /// The resource is unknown.
    public static let resourceNotRecognized = StatusCode(standard: "ResourceNotRecognized")
    /// The response would be larger than possible.
    public static let tooManyResponses = StatusCode(standard: "TooManyResponses")
    /// The attribute profile is unknown.
    public static let unknownAttrProfile = StatusCode(standard: "UnknownAttrProfile")
    /// The principal of the request is unknown.
    public static let unknownPrincipal = StatusCode(standard: "UnknownPrincipal")
    /// The requested binding is not supported.
    public static let unsupportedBinding = StatusCode(standard: "UnsupportedBinding")
}

extension StatusCode: CustomStringConvertible {
    /// The text itself.
    public var description: String { rawValue }
}

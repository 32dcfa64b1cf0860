public import Foundation
public import XML
import XMLSecurity

/// A request of a service provider to authenticate the user of a browser.
/// - SeeAlso: Core §3.4.1.
public struct AuthnRequest: SAMLMessage {
    /// The destination of the response, in the three forms of Core §3.4.1.
    ///
    /// Index excludes URL and ProtocolBinding. Decoding does not check this; the rules do.
    public struct ReplyTo: Hashable, Sendable {
        /// The index of an endpoint in metadata.
        public let index: UInt16?
        /// The URL of an endpoint.
        @Exact public private(set) var url: String?
        /// The binding of the response.
        public let protocolBinding: Binding?

        /// Creates a destination. All nil means the default of metadata.
        public init(index: UInt16? = nil, url: String? = nil, protocolBinding: Binding? = nil) {
            self.index = index
            self.url = url
            self.protocolBinding = protocolBinding
        }
    }

    /// The ID of the request.
    public let id: MessageID
    /// `2.0`, or another value as received.
    @Exact public private(set) var version: String
    /// The time when the request was created.
    public let issueInstant: Date
    /// The URL to which the request was sent.
    @Exact public private(set) var destination: String?
    /// Whether and how the user consented, as a URI. Core §8.4.
    @Exact public private(set) var consent: String?
    /// The service provider. Web SSO requires it (Profiles §4.1.4.1), the schema does not.
    public let issuer: Issuer?
    /// The children of Extensions, unchanged.
    public let extensions: [XMLElement]
    /// The person to authenticate; nil for any person.
    public let subject: Subject?
    /// The requested NameID.
    public let nameIDPolicy: NameIDPolicy?
    /// The requested conditions of the assertion.
    public let conditions: Conditions?
    /// The requested strength of the authentication.
    public let requestedAuthnContext: RequestedAuthnContext?
    /// The identity providers that may be used.
    public let scoping: Scoping?
    /// Whether the person must authenticate again despite a session; false when absent.
    public let forceAuthn: Bool?
    /// Whether no page may be shown to the user; false when absent.
    public let isPassive: Bool?
    /// The destination of the response.
    public let replyTo: ReplyTo
    /// The index of the requested set of attributes in metadata.
    public let attributeConsumingServiceIndex: UInt16?
    /// The human-readable name of the service.
    @Exact public private(set) var providerName: String?

    /// Creates a request.
    public init(
        id: MessageID, version: String = "2.0", issueInstant: Date, destination: String?, consent: String? = nil,
        issuer: Issuer?, extensions: [XMLElement] = [], subject: Subject? = nil, nameIDPolicy: NameIDPolicy? = nil,
        conditions: Conditions? = nil, requestedAuthnContext: RequestedAuthnContext? = nil, scoping: Scoping? = nil,
        forceAuthn: Bool? = nil, isPassive: Bool? = nil, replyTo: ReplyTo = ReplyTo(),
        attributeConsumingServiceIndex: UInt16? = nil, providerName: String? = nil
    ) {
        self.id = id
        self.version = version
        self.issueInstant = issueInstant
        self.destination = destination
        self.consent = consent
        self.issuer = issuer
        self.extensions = extensions
        self.subject = subject
        self.nameIDPolicy = nameIDPolicy
        self.conditions = conditions
        self.requestedAuthnContext = requestedAuthnContext
        self.scoping = scoping
        self.forceAuthn = forceAuthn
        self.isPassive = isPassive
        self.replyTo = replyTo
        self.attributeConsumingServiceIndex = attributeConsumingServiceIndex
        self.providerName = providerName
    }

    /// `samlp:AuthnRequest`.
    public static let elementName = XMLName(.samlp, "AuthnRequest")
    /// The parameter `SAMLRequest`.
    public static let parameter = MessageParameter.request
    private static let extensionsName = XMLName(.samlp, "Extensions")

    /// Reads a `samlp:AuthnRequest`. Does not verify its signature.
    /// - Throws: `DecodingFailure` when an element or attribute that the schema requires is missing or misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        id = try reader.requiredID()
        version = try reader.requiredString("Version")
        issueInstant = try reader.requiredInstant("IssueInstant")
        destination = try reader.uri("Destination")
        consent = try reader.uri("Consent")
        forceAuthn = try reader.boolean("ForceAuthn")
        isPassive = try reader.boolean("IsPassive")
        replyTo = ReplyTo(
            index: try reader.index("AssertionConsumerServiceIndex"),
            url: try reader.uri("AssertionConsumerServiceURL"),
            protocolBinding: try reader.uri("ProtocolBinding").map(Binding.init(rawValue:)))
        attributeConsumingServiceIndex = try reader.index("AttributeConsumingServiceIndex")
        providerName = try reader.string("ProviderName")
        issuer = try reader.optional(Issuer.elementName).map(Issuer.init(decoding:))
        _ = reader.optional(XMLName(.xmlSignature, "Signature"))
        extensions = reader.optional(Self.extensionsName)?.elements ?? []
        subject = try reader.optional(Subject.elementName).map(Subject.init(decoding:))
        nameIDPolicy = try reader.optional(NameIDPolicy.elementName).map(NameIDPolicy.init(decoding:))
        conditions = try reader.optional(Conditions.elementName).map(Conditions.init(decoding:))
        requestedAuthnContext = try reader.optional(RequestedAuthnContext.elementName)
            .map(RequestedAuthnContext.init(decoding:))
        scoping = try reader.optional(Scoping.elementName).map(Scoping.init(decoding:))
        try reader.finish()
    }

    /// The request as a `samlp:AuthnRequest`, unsigned.
    public var xml: XMLElement {
        let extensionsElement = XMLElement(
            Self.extensionsName, extensions.map(XMLNode.element))
        return XMLElement(
            .samlp, "AuthnRequest",
            [
                "ID": id.rawValue, "Version": version, "IssueInstant": SAMLInstant.format(issueInstant),
                "Destination": destination, "Consent": consent, "ForceAuthn": forceAuthn.map { "\($0)" },
                "IsPassive": isPassive.map { "\($0)" }, "ProtocolBinding": replyTo.protocolBinding?.rawValue,
                "AssertionConsumerServiceIndex": replyTo.index.map { "\($0)" },
                "AssertionConsumerServiceURL": replyTo.url,
                "AttributeConsumingServiceIndex": attributeConsumingServiceIndex.map { "\($0)" },
                "ProviderName": providerName,
            ],
            children: [
                issuer?.xml, extensions.isEmpty ? nil : extensionsElement, subject?.xml, nameIDPolicy?.xml,
                conditions?.xml, requestedAuthnContext?.xml, scoping?.xml,
            ])
    }
}

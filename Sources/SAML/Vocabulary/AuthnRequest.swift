public import Foundation
public import XML
import XMLSecurity

/// What a service asks: authenticate the person at this browser.
/// - SeeAlso: Core §3.4.1.
public struct AuthnRequest: SAMLMessage {
    /// Where the answer shall go, in the three ways of saying it. Core §3.4.1.
    ///
    /// Index on one side, URL and ProtocolBinding on the other exclude each other; that is for the rules to judge.
    public struct ReplyTo: Hashable, Sendable {
        /// The index of an endpoint in metadata.
        public let index: UInt16?
        /// The address of an endpoint.
        @Exact public private(set) var url: String?
        /// The binding of the answer.
        public let protocolBinding: Binding?

        /// Says where; nothing means the default of metadata.
        public init(index: UInt16? = nil, url: String? = nil, protocolBinding: Binding? = nil) {
            self.index = index
            self.url = url
            self.protocolBinding = protocolBinding
        }
    }

    /// The message's own name.
    public let id: MessageID
    /// `2.0`, or what stood there.
    @Exact public private(set) var version: String
    /// When it was made.
    public let issueInstant: Date
    /// Where it was sent.
    @Exact public private(set) var destination: String?
    /// Whether and how the person consented, as a URI. Core §8.4.
    @Exact public private(set) var consent: String?
    /// Who asks. Web SSO demands it (Profiles §4.1.4.1), the schema does not.
    public let issuer: Issuer?
    /// What stands in Extensions, as it came.
    public let extensions: [XMLElement]
    /// Who must be authenticated; nil when anybody may.
    public let subject: Subject?
    /// The name wanted.
    public let nameIDPolicy: NameIDPolicy?
    /// The conditions wanted in the assertion.
    public let conditions: Conditions?
    /// How well the person must be authenticated.
    public let requestedAuthnContext: RequestedAuthnContext?
    /// Which identity providers may be asked.
    public let scoping: Scoping?
    /// Whether the person must prove anew who they are; absent means no.
    public let forceAuthn: Bool?
    /// Whether the person must not be shown anything; absent means no.
    public let isPassive: Bool?
    /// Where the answer shall go.
    public let replyTo: ReplyTo
    /// Which set of attributes of metadata is wanted.
    public let attributeConsumingServiceIndex: UInt16?
    /// A name of the service for people.
    @Exact public private(set) var providerName: String?

    /// Makes a request.
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
    /// It travels as `SAMLRequest`.
    public static let parameter = MessageParameter.request
    private static let extensionsName = XMLName(.samlp, "Extensions")

    /// Reads a `samlp:AuthnRequest`. Its signature is somebody else's matter.
    /// - Throws: `DecodingFailure` for what the schema demands and is not there, or is in another place.
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

public import Foundation
public import XML
import XMLSecurity

/// A request to end a session.
/// - SeeAlso: Core §3.7.1; Asynchronous Single Logout Profile Extension 1.0.
public struct LogoutRequest: SAMLMessage {
    /// The person whose session ends.
    public enum Principal: Hashable, Sendable {
        /// The NameID that the service received.
        case named(NameID)
        /// An `EncryptedID` or `BaseID`, unchanged.
        case other(XMLElement)
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
    /// The sender. Single Logout requires it (Profiles §4.4.4.1), the schema does not.
    public let issuer: Issuer?
    /// The children of Extensions, unchanged.
    public let extensions: [XMLElement]
    /// The reason; nil when absent.
    public let reason: LogoutReason?
    /// The time from which the request is invalid.
    public let notOnOrAfter: Date?
    /// The person whose session ends.
    public let principal: Principal
    /// The SessionIndexes of the sessions to end; empty for all sessions of the person.
    @Exact public private(set) var sessionIndexes: [String]

    /// Creates a request.
    public init(
        id: MessageID, version: String = "2.0", issueInstant: Date, destination: String?, consent: String? = nil,
        issuer: Issuer?, extensions: [XMLElement] = [], reason: LogoutReason? = nil, notOnOrAfter: Date? = nil,
        principal: Principal, sessionIndexes: [String] = []
    ) {
        self.id = id
        self.version = version
        self.issueInstant = issueInstant
        self.destination = destination
        self.consent = consent
        self.issuer = issuer
        self.extensions = extensions
        self.reason = reason
        self.notOnOrAfter = notOnOrAfter
        self.principal = principal
        self.sessionIndexes = sessionIndexes
    }

    /// `samlp:LogoutRequest`.
    public static let elementName = XMLName(.samlp, "LogoutRequest")
    /// The parameter `SAMLRequest`.
    public static let parameter = MessageParameter.request
    /// The extension that asks for no response.
    public static let asynchronous = XMLElement(XMLName(.aslo, "Asynchronous"))
    private static let extensionsName = XMLName(.samlp, "Extensions")
    private static let sessionIndex = XMLName(.samlp, "SessionIndex")
    private static let otherNames: Set<XMLName> = [XMLName(.saml, "EncryptedID"), XMLName(.saml, "BaseID")]

    /// Whether the sender asks for no response: the browser stays at the identity provider.
    /// - SeeAlso: Asynchronous Single Logout Profile Extension 1.0 §2.1.
    public var isAsynchronous: Bool { extensions.contains { $0.name == Self.asynchronous.name } }

    /// Reads a `samlp:LogoutRequest`. Does not verify its signature.
    /// - Throws: `DecodingFailure` when an element or attribute that the schema requires is missing or misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        id = try reader.requiredID()
        version = try reader.requiredString("Version")
        issueInstant = try reader.requiredInstant("IssueInstant")
        destination = try reader.uri("Destination")
        consent = try reader.uri("Consent")
        reason = try reader.uri("Reason").map(LogoutReason.init(rawValue:))
        notOnOrAfter = try reader.instant("NotOnOrAfter")
        issuer = try reader.optional(Issuer.elementName).map(Issuer.init(decoding:))
        _ = reader.optional(XMLName(.xmlSignature, "Signature"))
        extensions = reader.optional(Self.extensionsName)?.elements ?? []
        if let other = reader.optional(where: Self.otherNames.contains) {
            principal = .other(other)
        } else {
            principal = .named(try NameID(decoding: try reader.required(NameID.elementName)))
        }
        sessionIndexes = try reader.all(Self.sessionIndex).map { (child) throws(DecodingFailure) in
            try child.textContent()
        }
        try reader.finish()
    }

    /// The request as a `samlp:LogoutRequest`, unsigned.
    public var xml: XMLElement {
        let extensionsElement = XMLElement(Self.extensionsName, extensions.map(XMLNode.element))
        let principalElement =
            switch principal {
            case .named(let nameID): nameID.xml
            case .other(let element): element
            }
        let head = [issuer?.xml, extensions.isEmpty ? nil : extensionsElement, principalElement]
        return XMLElement(
            .samlp, "LogoutRequest",
            [
                "ID": id.rawValue, "Version": version, "IssueInstant": SAMLInstant.format(issueInstant),
                "Destination": destination, "Consent": consent, "Reason": reason?.rawValue,
                "NotOnOrAfter": notOnOrAfter.map(SAMLInstant.format),
            ],
            children: head + sessionIndexes.map { XMLElement(.samlp, "SessionIndex", text: $0) })
    }
}

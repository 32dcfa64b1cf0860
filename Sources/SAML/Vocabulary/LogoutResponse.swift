public import Foundation
public import XML
import XMLSecurity

/// The response to a LogoutRequest: whether the session ended.
/// - SeeAlso: Core §3.7.2.
public struct LogoutResponse: SAMLMessage {
    /// The ID of the response.
    public let id: MessageID
    /// `2.0`, or another value as received.
    @Exact public private(set) var version: String
    /// The time when the response was created.
    public let issueInstant: Date
    /// The URL to which the response was sent.
    @Exact public private(set) var destination: String?
    /// The ID of the request.
    public let inResponseTo: MessageID?
    /// The sender. Single Logout requires it (Profiles §4.4.4.2), the schema does not.
    public let issuer: Issuer?
    /// Whether the session ended.
    public let status: Status

    /// Creates a response.
    public init(
        id: MessageID, version: String = "2.0", issueInstant: Date, destination: String?, inResponseTo: MessageID?,
        issuer: Issuer?, status: Status
    ) {
        self.id = id
        self.version = version
        self.issueInstant = issueInstant
        self.destination = destination
        self.inResponseTo = inResponseTo
        self.issuer = issuer
        self.status = status
    }

    /// `samlp:LogoutResponse`.
    public static let elementName = XMLName(.samlp, "LogoutResponse")
    /// The parameter `SAMLResponse`.
    public static let parameter = MessageParameter.response

    /// Reads a `samlp:LogoutResponse`. Does not verify its signature; ignores Extensions.
    /// - Throws: `DecodingFailure` when an element or attribute that the schema requires is missing or misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        id = try reader.requiredID()
        version = try reader.requiredString("Version")
        issueInstant = try reader.requiredInstant("IssueInstant")
        destination = try reader.uri("Destination")
        inResponseTo = try reader.messageID("InResponseTo")
        issuer = try reader.optional(Issuer.elementName).map(Issuer.init(decoding:))
        _ = reader.optional(XMLName(.xmlSignature, "Signature"))
        _ = reader.optional(XMLName(.samlp, "Extensions"))
        status = try Status(decoding: try reader.required(Status.elementName))
        try reader.finish()
    }

    /// The response as a `samlp:LogoutResponse`, unsigned.
    public var xml: XMLElement {
        XMLElement(
            .samlp, "LogoutResponse",
            [
                "ID": id.rawValue, "Version": version, "IssueInstant": SAMLInstant.format(issueInstant),
                "Destination": destination, "InResponseTo": inResponseTo?.rawValue,
            ], children: [issuer?.xml, status.xml])
    }
}

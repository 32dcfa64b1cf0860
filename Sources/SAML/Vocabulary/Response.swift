public import Foundation
public import XML
import XMLSecurity

/// The response of an identity provider: the outcome of the request and, on success, assertions.
/// - SeeAlso: Core §3.2.2, §3.3.3.
public struct Response: SAMLMessage {
    /// The ID of the response.
    public let id: MessageID
    /// `2.0`, or another value as received.
    @Exact public private(set) var version: String
    /// The time when the response was created.
    public let issueInstant: Date
    /// The URL to which the response was sent.
    @Exact public private(set) var destination: String?
    /// The ID of the request; nil for an unsolicited Response.
    public let inResponseTo: MessageID?
    /// The identity provider.
    public let issuer: Issuer?
    /// The outcome of the request.
    public let status: Status
    /// The assertions that are not encrypted.
    public let assertions: [Assertion]
    /// The `EncryptedAssertion` elements, unchanged.
    public let encryptedAssertions: [XMLElement]

    /// Returns the response with `assertion`, decoded from signed octets, in place of its assertions.
    func replacingAssertions(by assertion: Assertion) -> Response {
        Response(self, assertions: [assertion])
    }

    private init(_ response: Response, assertions: [Assertion]) {
        id = response.id
        version = response.version
        issueInstant = response.issueInstant
        destination = response.destination
        inResponseTo = response.inResponseTo
        issuer = response.issuer
        status = response.status
        self.assertions = assertions
        encryptedAssertions = response.encryptedAssertions
    }

    /// Creates a response.
    public init(
        id: MessageID, issueInstant: Date, destination: String?, inResponseTo: MessageID?, issuer: Issuer,
        status: Status, assertions: [Assertion] = []
    ) {
        self.id = id
        version = "2.0"
        self.issueInstant = issueInstant
        self.destination = destination
        self.inResponseTo = inResponseTo
        self.issuer = issuer
        self.status = status
        self.assertions = assertions
        encryptedAssertions = []
    }

    /// `samlp:Response`.
    public static let elementName = XMLName(.samlp, "Response")
    /// The parameter `SAMLResponse`.
    public static let parameter = MessageParameter.response
    private static let encryptedAssertion = XMLName(.saml, "EncryptedAssertion")

    /// Reads a `samlp:Response`. Does not verify its signature; ignores Extensions.
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
        let content = reader.all { $0 == Assertion.elementName || $0 == Self.encryptedAssertion }
        assertions = try content.filter { $0.name == Assertion.elementName }.map(Assertion.init(decoding:))
        encryptedAssertions = content.filter { $0.name == Self.encryptedAssertion }
        try reader.finish()
    }

    /// The response as a `samlp:Response`, unsigned.
    public var xml: XMLElement {
        xml(containing: assertions.map { .element($0.xml) } + encryptedAssertions.map(XMLNode.element))
    }

    /// Returns the response with `content` in place of its assertions.
    func xml(containing content: [XMLNode]) -> XMLElement {
        let empty = XMLElement(
            .samlp, "Response",
            [
                "ID": id.rawValue, "Version": version, "IssueInstant": SAMLInstant.format(issueInstant),
                "Destination": destination, "InResponseTo": inResponseTo?.rawValue,
            ], children: [issuer?.xml, status.xml])
        return XMLElement(empty.name, attributes: empty.attributes, empty.children + content)
    }
}

public import Foundation
public import XML
import XMLSecurity

/// What an identity provider answers: how the request ended and, on success, assertions.
/// - SeeAlso: Core §3.2.2, §3.3.3.
public struct Response: SAMLMessage {
    /// The message's own name.
    public let id: MessageID
    /// `2.0`, or what stood there.
    @Exact public private(set) var version: String
    /// When it was made.
    public let issueInstant: Date
    /// Where it was sent.
    @Exact public private(set) var destination: String?
    /// The request that it answers; nil for an unsolicited Response.
    public let inResponseTo: MessageID?
    /// Who made it.
    public let issuer: Issuer?
    /// How the request ended.
    public let status: Status
    /// The assertions that stand there in the clear.
    public let assertions: [Assertion]
    /// The `EncryptedAssertion` elements, as they came.
    public let encryptedAssertions: [XMLElement]

    /// The same, with that assertion, decoded anew, instead of its own.
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

    /// Makes a response.
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
    /// It travels as `SAMLResponse`.
    public static let parameter = MessageParameter.response
    private static let encryptedAssertion = XMLName(.saml, "EncryptedAssertion")

    /// Reads a `samlp:Response`. Its signature is somebody else's matter; Extensions are passed over.
    /// - Throws: `DecodingFailure` for what the schema demands and is not there, or is in another place.
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

    /// The response with that content instead of its own assertions.
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

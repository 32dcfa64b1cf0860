public import Foundation
public import XML

/// A method by which a presenter may be confirmed as the subject, and its limits.
/// - SeeAlso: Core §2.4.1.1, §2.4.1.2.
public struct SubjectConfirmation: Hashable, Sendable {
    /// The bearer of the assertion is the subject. Profiles §3.3.
    public static let bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"

    /// The limits of a confirmation: SubjectConfirmationData.
    public struct Bounds: Hashable, Sendable {
        /// The time from which it is valid; never set for bearer (Profiles §4.1.4.2).
        public let notBefore: Date?
        /// The time from which it is no longer valid.
        public let notOnOrAfter: Date?
        /// The URL to which the assertion may be delivered.
        @Exact public private(set) var recipient: String?
        /// The ID of the request.
        public let inResponseTo: MessageID?
        /// The network address of the presenter. Ignored.
        @Exact public private(set) var address: String?

        /// Creates limits.
        public init(
            notBefore: Date? = nil, notOnOrAfter: Date? = nil, recipient: String? = nil,
            inResponseTo: MessageID? = nil, address: String? = nil
        ) {
            self.notBefore = notBefore
            self.notOnOrAfter = notOnOrAfter
            self.recipient = recipient
            self.inResponseTo = inResponseTo
            self.address = address
        }
    }

    /// The URI of the method.
    @Exact public private(set) var method: String
    /// The identifier of the party that may confirm, when it is not the subject.
    public let nameID: NameID?
    /// The limits; nil when there is no SubjectConfirmationData.
    public let bounds: Bounds?

    /// Creates a confirmation.
    public init(method: String = SubjectConfirmation.bearer, nameID: NameID? = nil, bounds: Bounds?) {
        self.method = method
        self.nameID = nameID
        self.bounds = bounds
    }

    static let elementName = XMLName(.saml, "SubjectConfirmation")
    private static let data = XMLName(.saml, "SubjectConfirmationData")
    private static let otherNames: Set<XMLName> = [XMLName(.saml, "EncryptedID"), XMLName(.saml, "BaseID")]

    /// Reads a `saml:SubjectConfirmation`. Ignores the children of SubjectConfirmationData, which only methods other
    /// than bearer need.
    /// - Throws: `DecodingFailure` when Method is missing or an element is misplaced.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        method = try reader.requiredString("Method").trimmedXMLSpace
        nameID = try reader.optional(NameID.elementName).map(NameID.init(decoding:))
        if nameID == nil { _ = reader.all { Self.otherNames.contains($0) } }
        if let child = reader.optional(Self.data) {
            let data = ElementReader(attributesOf: child)
            bounds = Bounds(
                notBefore: try data.instant("NotBefore"), notOnOrAfter: try data.instant("NotOnOrAfter"),
                recipient: try data.uri("Recipient"), inResponseTo: try data.messageID("InResponseTo"),
                address: try data.string("Address"))
        } else {
            bounds = nil
        }
        try reader.finish()
    }

    /// The confirmation as a `saml:SubjectConfirmation`.
    public var xml: XMLElement {
        let data = bounds.map {
            XMLElement(
                .saml, "SubjectConfirmationData",
                [
                    "NotBefore": $0.notBefore.map(SAMLInstant.format),
                    "NotOnOrAfter": $0.notOnOrAfter.map(SAMLInstant.format), "Recipient": $0.recipient,
                    "InResponseTo": $0.inResponseTo?.rawValue, "Address": $0.address,
                ])
        }
        return XMLElement(.saml, "SubjectConfirmation", ["Method": method], children: [nameID?.xml, data])
    }
}

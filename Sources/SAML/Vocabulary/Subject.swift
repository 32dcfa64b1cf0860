public import XML

/// Whom an assertion, or a request, is about.
/// - SeeAlso: Core §2.4.1.
public struct Subject: Hashable, Sendable {
    /// The name, when it stands there in the clear.
    public let nameID: NameID?
    /// An `EncryptedID` or `BaseID` instead of the name, as it came.
    public let otherID: XMLElement?
    /// The ways in which a presenter may show to be the subject.
    public let confirmations: [SubjectConfirmation]

    /// Names a subject.
    public init(nameID: NameID?, confirmations: [SubjectConfirmation] = []) {
        self.nameID = nameID
        otherID = nil
        self.confirmations = confirmations
    }

    static let elementName = XMLName(.saml, "Subject")
    private static let otherNames: Set<XMLName> = [XMLName(.saml, "EncryptedID"), XMLName(.saml, "BaseID")]

    /// Reads a `saml:Subject`.
    /// - Throws: `DecodingFailure` when it has neither a name nor a confirmation, or anything out of order.
    public init(decoding element: XMLElement) throws(DecodingFailure) {
        var reader = try ElementReader(element, as: Self.elementName)
        nameID = try reader.optional(NameID.elementName).map(NameID.init(decoding:))
        otherID = nameID == nil ? reader.all { Self.otherNames.contains($0) }.first : nil
        if nameID == nil, otherID == nil {
            let first = try reader.required(SubjectConfirmation.elementName)
            confirmations = try ([first] + reader.all(SubjectConfirmation.elementName))
                .map(SubjectConfirmation.init(decoding:))
        } else {
            confirmations = try reader.all(SubjectConfirmation.elementName).map(SubjectConfirmation.init(decoding:))
        }
        try reader.finish()
    }

    /// The subject as a `saml:Subject`.
    public var xml: XMLElement {
        XMLElement(.saml, "Subject", children: [nameID?.xml ?? otherID] + confirmations.map(\.xml))
    }
}

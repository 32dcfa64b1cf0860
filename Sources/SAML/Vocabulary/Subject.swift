public import XML

/// The person of an assertion or a request.
/// - SeeAlso: Core §2.4.1.
public struct Subject: Hashable, Sendable {
    /// The identifier, when it is not encrypted.
    public let nameID: NameID?
    /// An `EncryptedID` or `BaseID` in place of the NameID, unchanged.
    public let otherID: XMLElement?
    /// The methods by which a presenter may be confirmed as the subject.
    public let confirmations: [SubjectConfirmation]

    /// Creates a subject.
    public init(nameID: NameID?, confirmations: [SubjectConfirmation] = []) {
        self.nameID = nameID
        otherID = nil
        self.confirmations = confirmations
    }

    static let elementName = XMLName(.saml, "Subject")
    private static let otherNames: Set<XMLName> = [XMLName(.saml, "EncryptedID"), XMLName(.saml, "BaseID")]

    /// Reads a `saml:Subject`.
    /// - Throws: `DecodingFailure` when it has neither an identifier nor a confirmation, or an element is misplaced.
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

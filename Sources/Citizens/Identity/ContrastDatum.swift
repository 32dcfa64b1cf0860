import Secrets

/// A second datum of a person's document. It shows that the person who typed the number has the card.
package enum ContrastDatum: Hashable, Sendable {
    /// The last day of a DNI's validity.
    case validUntil(CalendarDate)
    /// The day of issue of a DNI that does not expire, or of a document without a card number.
    case issuedOn(CalendarDate)
    /// The support number of a foreigner's card.
    case supportNumber(SupportNumber)

    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case validUntil, issuedOn, supportNumber
    }

    /// Reads typed text or a stored value.
    ///
    /// - Throws: `.malformed`; `.permanent` for the last day of a DNI that does not expire (01-01-9999). That date is
    ///   public knowledge and proves nothing, so the page asks for the day of issue.
    package init(_ kind: Kind, typed: String) throws(ContrastDatumError) {
        switch kind {
        case .validUntil:
            guard let date = CalendarDate(typed: typed) else { throw .malformed }
            guard date.year < 9999 else { throw .permanent }
            self = .validUntil(date)
        case .issuedOn:
            guard let date = CalendarDate(typed: typed), date.year < 9999 else { throw .malformed }
            self = .issuedOn(date)
        case .supportNumber:
            guard let number = SupportNumber(typed) else { throw .malformed }
            self = .supportNumber(number)
        }
    }

    package var kind: Kind {
        switch self {
        case .validUntil: .validUntil
        case .issuedOn: .issuedOn
        case .supportNumber: .supportNumber
        }
    }

    /// The normalised value: `yyyy-MM-dd` or the support number.
    package var text: String {
        switch self {
        case .validUntil(let date), .issuedOn(let date): date.iso
        case .supportNumber(let number): number.text
        }
    }

    /// Returns whether this typed datum matches the registered one and proves possession of the document.
    ///
    /// - Parameter registered: Nil for a person who is not in the register. The same work is done, and the result is
    ///   false.
    package func proves(_ registered: ContrastDatum?) -> Bool {
        let expected = ContrastDatum.comparable(registered ?? self)
        let isEqual = ConstantTime.equal(ContrastDatum.comparable(self), expected)
        return isEqual && registered != nil && !isCommonKnowledge
    }

    /// Whether the year is 9999. Checked here too, because a case can be created without `init(_:typed:)`.
    private var isCommonKnowledge: Bool {
        switch self {
        case .validUntil(let date), .issuedOn(let date): date.year == 9999
        case .supportNumber: false
        }
    }

    /// The datum padded to one length, so that each comparison takes the same time.
    private static func comparable(_ datum: ContrastDatum) -> [UInt8] {
        let text = Array("\(datum.kind.rawValue)=\(datum.text)".utf8)
        return text + repeatElement(0, count: max(0, 32 - text.count))
    }
}

/// The reason why a text is not a contrast datum.
package enum ContrastDatumError: Error, Hashable {
    case malformed
    /// The document does not expire: its day of issue is the contrast datum.
    case permanent
}

extension ContrastDatum: Unprintable {}

extension NationalIdentifier.Kind {
    /// The contrast data of this kind of document, the usual one first.
    ///
    /// A DNI has a last day, and a DNI that does not expire a day of issue. A foreigner's card has a support number.
    /// The NIF with K, L or M has no card; its datum is the day of issue.
    package var contrastKinds: [ContrastDatum.Kind] {
        switch self {
        case .dni: [.validUntil, .issuedOn]
        case .nie: [.supportNumber]
        case .special: [.issuedOn]
        }
    }
}

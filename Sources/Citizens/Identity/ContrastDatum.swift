import Secrets

/// A second datum of a person's document, which shows that who typed the number has the card at hand.
package enum ContrastDatum: Hashable, Sendable {
    /// The last day of a DNI's validity.
    case validUntil(CalendarDate)
    /// The day on which a DNI without an end, or another document without a card number, was issued.
    case issuedOn(CalendarDate)
    /// The number of a foreigner's card.
    case supportNumber(SupportNumber)

    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case validUntil, issuedOn, supportNumber
    }

    /// Reads what a person typed, or what a register keeps.
    ///
    /// - Throws: `.malformed`; `.permanent` for the last day of a DNI that has none (01-01-9999), which everybody knows
    ///   and which therefore proves nothing: the day of issue is asked instead.
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

    /// Whether this, as typed, proves what the register holds.
    ///
    /// - Parameter registered: nil for a person whom the register does not know: the same work is done, and the answer
    ///   is no.
    package func proves(_ registered: ContrastDatum?) -> Bool {
        let expected = ContrastDatum.comparable(registered ?? self)
        let isEqual = ConstantTime.equal(ContrastDatum.comparable(self), expected)
        return isEqual && registered != nil && !isCommonKnowledge
    }

    /// 01-01-9999 however it came here: a case of an enum can be written without `init`.
    private var isCommonKnowledge: Bool {
        switch self {
        case .validUntil(let date), .issuedOn(let date): date.year == 9999
        case .supportNumber: false
        }
    }

    /// One length for every datum, so that comparing takes the same time for all.
    private static func comparable(_ datum: ContrastDatum) -> [UInt8] {
        let text = Array("\(datum.kind.rawValue)=\(datum.text)".utf8)
        return text + repeatElement(0, count: max(0, 32 - text.count))
    }
}

/// Why a text is no contrast datum.
package enum ContrastDatumError: Error, Hashable {
    case malformed
    /// The document does not expire: its day of issue is the datum.
    case permanent
}

extension ContrastDatum: Unprintable {}

extension NationalIdentifier.Kind {
    /// What may be asked of the holder of such a document, the usual one first.
    ///
    /// A DNI has its last day, and a permanent one its day of issue; a foreigner's card has a number, and the NIF with
    /// K, L or M, which is no card, its day of issue.
    package var contrastKinds: [ContrastDatum.Kind] {
        switch self {
        case .dni: [.validUntil, .issuedOn]
        case .nie: [.supportNumber]
        case .special: [.issuedOn]
        }
    }
}

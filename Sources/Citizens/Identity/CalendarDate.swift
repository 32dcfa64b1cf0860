package import Octets

/// A day of the Gregorian calendar, without time and time zone.
///
/// For example a date of birth or the last day of a card's validity. Years 1 to 9999.
package struct CalendarDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.days(inMonth: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `yyyy-MM-dd` in ASCII digits: an xs:date without a time zone.
    package init?(iso text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], parts.joined().allSatisfy(\.isASCIIDigit) else { return nil }
        self.init(year: Int(decimal: parts[0]), month: Int(decimal: parts[1]), day: Int(decimal: parts[2]))
    }

    /// Reads typed text: `dd/MM/yyyy`, `d-M-yyyy`, `d.M.yyyy`, `ddMMyyyy` or `yyyy-MM-dd`.
    package init?(typed: String) {
        let text = typed.trimmed
        guard text.utf8.count <= 10 else { return nil }
        if let date = CalendarDate(iso: text) {
            self = date
            return
        }
        let characters = Array(text.utf8)
        if characters.count == 8, characters.allSatisfy(\.isASCIIDigit) {
            self.init(
                year: Int(decimal: characters[4...]), month: Int(decimal: characters[2..<4]),
                day: Int(decimal: characters[..<2]))
            return
        }
        guard let separator = characters.first(where: { !$0.isASCIIDigit }), "/-.".utf8.contains(separator) else {
            return nil
        }
        let parts = characters.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
            parts[2].count == 4, parts.joined().allSatisfy(\.isASCIIDigit)
        else { return nil }
        self.init(year: Int(decimal: parts[2]), month: Int(decimal: parts[1]), day: Int(decimal: parts[0]))
    }

    /// `yyyy-MM-dd`, the form in SAML and in the database.
    package var iso: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

    /// `dd/MM/yyyy`, the form on Spanish cards and pages.
    package var spanish: String { "\(day.padded(to: 2))/\(month.padded(to: 2))/\(year.padded(to: 4))" }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate: Comparable {
    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = CalendarDate(iso: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date of the calendar")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

extension CalendarDate: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(iso) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let date = CalendarDate(iso: try fields.read(String.self)) else { throw .malformed("CalendarDate") }
        self = date
    }
}

extension Int {
    fileprivate func padded(to length: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, length - digits.count)) + digits
    }
}

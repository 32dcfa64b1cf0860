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
            day <= CivilDay.days(inMonth: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `yyyy-MM-dd` in ASCII digits: an xs:date without a time zone.
    package init?(iso text: some StringProtocol) {
        self.init(octets: text.utf8)
    }

    /// Reads `yyyy-MM-dd` in one pass, because each row of the register has several dates.
    private init?(octets: some Sequence<UInt8>) {
        var (year, month, day, position) = (0, 0, 0, 0)
        for octet in octets {
            if position == 4 || position == 7 {
                guard octet == UInt8(ascii: "-") else { return nil }
            } else {
                guard octet.isASCIIDigit else { return nil }
                let digit = Int(octet - UInt8(ascii: "0"))
                switch position {
                case 0..<4: year = year * 10 + digit
                case 5..<7: month = month * 10 + digit
                case 8..<10: day = day * 10 + digit
                default: return nil
                }
            }
            position += 1
        }
        guard position == 10 else { return nil }
        self.init(year: year, month: month, day: day)
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
    package var iso: String {
        String(unsafeUninitializedCapacity: 10) { octets in
            let numbers = [(year, 0, 4), (month, 5, 2), (day, 8, 2)]
            for (number, start, count) in numbers { octets.write(number, from: start, digits: count) }
            octets[4] = UInt8(ascii: "-")
            octets[7] = UInt8(ascii: "-")
            return 10
        }
    }

    /// `dd/MM/yyyy`, the form on Spanish cards and pages.
    package var spanish: String {
        let iso = iso
        return "\(iso.suffix(2))/\(iso.dropFirst(5).prefix(2))/\(iso.prefix(4))"
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

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes a number with leading zeros.
    fileprivate func write(_ number: Int, from start: Int, digits count: Int) {
        var rest = number
        for position in (start..<start + count).reversed() {
            self[position] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}

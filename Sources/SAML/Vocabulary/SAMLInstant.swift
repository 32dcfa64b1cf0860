public import Foundation

/// Parses and formats the times of SAML messages: `xs:dateTime` in UTC, with its `Z`.
/// - SeeAlso: Core §1.3.3; XML Schema 2 §3.2.7.
public enum SAMLInstant {
    /// Returns the time that the text represents, or nil.
    ///
    /// Accepts `2026-01-31T23:59:59Z` with any number of decimals in the seconds. Keeps milliseconds, the finest
    /// resolution on which SAML may rely. Ignores white space around it, as the schema type does. Returns nil for an
    /// offset other than `Z`, a missing offset, a leap second, a date that does not exist, and `24:00:00`.
    public static func parse(_ text: String) -> Date? {
        let octets = Array(Array(text.utf8).trimmingXMLSpace())
        guard octets.count >= 20, octets.last == UInt8(ascii: "Z") else { return nil }
        func number(_ start: Int, _ length: Int) -> Int? {
            octets[start..<start + length].reduce(0) { (sum: Int?, octet) in
                guard let sum, octet >= 0x30, octet <= 0x39 else { return nil }
                return sum * 10 + Int(octet - 0x30)
            }
        }
        for (index, separator) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")] as [(Int, Unicode.Scalar)] {
            guard octets[index] == UInt8(ascii: separator) else { return nil }
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
            let minute = number(14, 2), let second = number(17, 2), year >= 1, (1...12).contains(month),
            day >= 1, day <= daysInMonth(month, year), hour < 24, minute < 60, second < 60,
            let milliseconds = fraction(octets[19..<octets.count - 1])
        else { return nil }
        let days = daysSinceEpoch(year, month, day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(seconds) + Double(milliseconds) / 1_000)
    }

    /// Returns the time as text, truncated to whole seconds: `2026-01-31T23:59:59Z`.
    public static func format(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let (day, second) = floorDivide(seconds, 86_400)
        let (year, month, dayOfMonth) = civil(day)
        var text: [UInt8] = []
        text.reserveCapacity(20)
        func append(_ value: Int, _ width: Int, _ end: Unicode.Scalar) {
            var divisor = width == 4 ? 1_000 : 10
            while divisor > 0 {
                text.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
                divisor /= 10
            }
            text.append(UInt8(ascii: end))
        }
        append(year, 4, "-")
        append(month, 2, "-")
        append(dayOfMonth, 2, "T")
        append(second / 3_600, 2, ":")
        append(second / 60 % 60, 2, ":")
        append(second % 60, 2, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    private static func fraction(_ octets: ArraySlice<UInt8>) -> Int? {
        guard let first = octets.first else { return 0 }
        guard first == UInt8(ascii: "."), octets.count > 1 else { return nil }
        var milliseconds = 0
        for (place, octet) in octets.dropFirst().enumerated() {
            guard octet >= 0x30, octet <= 0x39 else { return nil }
            if place < 3 { milliseconds += Int(octet - 0x30) * [100, 10, 1][place] }
        }
        return milliseconds
    }

    private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Returns the days from 1970-01-01 in the proleptic Gregorian calendar. Years begin in March, so the leap day is
    /// the last of its year; 400 years are 146,097 days.
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let (era, yearOfEra) = floorDivide(marchYear, 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

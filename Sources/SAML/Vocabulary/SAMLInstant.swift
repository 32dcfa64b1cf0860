public import Foundation
import Octets

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
            day >= 1, day <= CivilDay.days(inMonth: month, of: year), hour < 24, minute < 60, second < 60,
            let milliseconds = fraction(octets[19..<octets.count - 1])
        else { return nil }
        let days = CivilDay(year: year, month: month, day: day).daysSinceEpoch
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(seconds) + Double(milliseconds) / 1_000)
    }

    /// Returns the time as text, truncated to whole seconds: `2026-01-31T23:59:59Z`.
    public static func format(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let (days, second) = seconds.dividedDown(by: 86_400)
        let date = CivilDay(daysSinceEpoch: days)
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
        append(date.year, 4, "-")
        append(date.month, 2, "-")
        append(date.day, 2, "T")
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
}

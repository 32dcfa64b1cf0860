/// Parses `xs:duration`.
/// - SeeAlso: XML Schema 2 §3.2.6.
enum XMLDuration {
    /// Returns the duration, or nil when the text is malformed or negative.
    ///
    /// A year counts as 365 days and a month as 30: the value only determines how long to keep a copy.
    static func parse(_ text: String) -> Duration? {
        var rest = Array(text.trimmedXMLSpace.utf8)[...]
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var seconds = 0.0
        var units: [(UInt8, Double)] = [
            (UInt8(ascii: "Y"), 31_536_000), (UInt8(ascii: "M"), 2_592_000), (UInt8(ascii: "D"), 86_400),
        ]
        var isTime = false
        while let octet = rest.first {
            if octet == UInt8(ascii: "T"), !isTime {
                rest.removeFirst()
                isTime = true
                units = [(UInt8(ascii: "H"), 3_600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
                guard !rest.isEmpty else { return nil }
                continue
            }
            let digits = rest.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let place = units.firstIndex(where: { $0.0 == unit }),
                let number = Double(String(decoding: digits, as: UTF8.self))
            else { return nil }
            seconds += number * units[place].1
            units.removeFirst(place + 1)
        }
        guard seconds.isFinite, seconds <= 1e10 else { return nil }
        return .milliseconds(Int64(seconds * 1_000))
    }
}

extension Tally {
    /// The marks as text, with a space between them: `1767225600000` for one event, `1767225600000+250*3` for three
    /// events within 250 milliseconds.
    package var text: String {
        var text = ""
        for mark in marks {
            if !text.isEmpty { text += " " }
            text += String(mark.first)
            if mark.last > mark.first { text += "+\(mark.last - mark.first)" }
            if mark.count > 1 { text += "*\(mark.count)" }
        }
        return text
    }

    /// Reads marks in any order, also such that overlap; nil for any other text.
    package init?(text: String) {
        var reader = MarkReader(octets: Array(text.utf8))
        var marks: [Mark] = []
        while !reader.isAtEnd {
            guard let mark = reader.mark(), reader.skip(" ") || reader.isAtEnd else { return nil }
            marks.append(mark)
        }
        self.init(marks: Self.disjoint(marks))
    }

    private static func disjoint(_ marks: [Mark]) -> [Mark] {
        var disjoint: [Mark] = []
        disjoint.reserveCapacity(marks.count + 1)
        for mark in marks.sorted(by: { $0.first < $1.first }) {
            if let previous = disjoint.last, mark.first <= previous.last {
                disjoint[disjoint.count - 1].last = max(previous.last, mark.last)
                disjoint[disjoint.count - 1].count = min(previous.count + mark.count, maximumCount)
            } else {
                disjoint.append(mark)
            }
        }
        return disjoint
    }
}

/// Reads marks one after the other.
private struct MarkReader {
    let octets: [UInt8]
    private var position = 0

    init(octets: [UInt8]) {
        self.octets = octets
    }

    var isAtEnd: Bool { position == octets.count }

    /// Takes away one character; false when another one comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard !isAtEnd, UInt32(octets[position]) == character.value else { return false }
        position += 1
        return true
    }

    mutating func mark() -> Tally.Mark? {
        guard let first = number() else { return nil }
        var (span, count): (Int64, Int64) = (0, 1)
        if skip("+") {
            guard let read = number() else { return nil }
            span = read
        }
        if skip("*") {
            guard let read = number(), (1...Int64(Tally.maximumCount)).contains(read) else { return nil }
            count = read
        }
        guard Tally.bounds.contains(first + span) else { return nil }
        return Tally.Mark(first: first, last: first + span, count: Int(count))
    }

    /// Decimal digits; nil when there are none or more than 16, so that a sum of two fits into 64 bits.
    private mutating func number() -> Int64? {
        var number: Int64 = 0
        let start = position
        while position < octets.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octets[position]) {
            guard position - start < 16 else { return nil }
            number = number * 10 + Int64(octets[position] - UInt8(ascii: "0"))
            position += 1
        }
        return position > start ? number : nil
    }
}

/// Text for HTML content and for quoted attribute values, escaped while it is written.
///
/// It works scalar by scalar. Grapheme clusters would be unsafe: a quotation mark followed by a combining accent is one
/// `Character` that differs from a quotation mark, but it ends an attribute.
enum HTMLText {
    /// Text for people to read: characters that cannot be shown become U+FFFD.
    case shown
    /// A value that a form sends: every scalar is preserved, except U+0000, which HTML cannot represent.
    case carried

    func write(_ text: String, to output: inout some PageOutput) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: &output) }
    }

    func text(_ text: String) -> String {
        var octets: [UInt8] = []
        write(text, to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// - Parameter octets: valid UTF-8, as every `String` has it.
    private func write(_ octets: UnsafeRawBufferPointer, to output: inout some PageOutput) {
        var written = 0
        var index = Self.endOfPlain(octets, from: 0)
        while index < octets.count {
            if let (replacement, length) = replacement(at: index, of: octets) {
                output.append(octets: UnsafeRawBufferPointer(rebasing: octets[written..<index]))
                output.append(
                    octets: UnsafeRawBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
                index += length
                written = index
            } else {
                index += 1
            }
            index = Self.endOfPlain(octets, from: index)
        }
        output.append(octets: UnsafeRawBufferPointer(rebasing: octets[written...]))
    }

    /// Returns the replacement of the scalar at an index, and the length of that scalar in octets; nil for an octet
    /// that needs no replacement.
    private func replacement(at index: Int, of octets: UnsafeRawBufferPointer) -> (StaticString, length: Int)? {
        switch octets[index] {
        case UInt8(ascii: "<"): ("&lt;", 1)
        case UInt8(ascii: ">"): ("&gt;", 1)
        case UInt8(ascii: "&"): ("&amp;", 1)
        case UInt8(ascii: "\""): ("&quot;", 1)
        case UInt8(ascii: "'"): ("&#39;", 1)
        case UInt8(ascii: "\t"): ("&#9;", 1)
        case UInt8(ascii: "\n"): ("&#10;", 1)
        case UInt8(ascii: "\r"): ("&#13;", 1)
        case 0x00: ("\u{FFFD}", 1)
        default: hidden(at: index, of: octets).map { ("\u{FFFD}", $0) }
        }
    }

    /// Returns the length of a scalar that is not shown: control characters, and the two noncharacters that XML
    /// forbids.
    private func hidden(at index: Int, of octets: UnsafeRawBufferPointer) -> Int? {
        guard self == .shown else { return nil }
        switch octets[index] {
        case 0x00..<0x20, 0x7F: return 1
        // U+0080 to U+009F.
        case 0xC2 where octets[index + 1] < 0xA0: return 2
        // U+FFFE and U+FFFF.
        case 0xEF where octets[index + 1] == 0xBF && octets[index + 2] >= 0xBE: return 3
        default: return nil
        }
    }

    /// Returns the index of the first octet that needs a check: outside printable ASCII, or special in HTML.
    ///
    /// Most texts and all Base64 have none, so eight octets are checked at once.
    private static func endOfPlain(_ octets: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= octets.count, isPlain(octets.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
            index += 8
        }
        while index < octets.count, isPlain(octets[index]) { index += 1 }
        return index
    }

    /// Returns whether all eight octets of a word are plain.
    ///
    /// Each term sets the highest bit of an octet that is not: above 0x7E, below 0x20, `<` or `>`, `&` or `'`, `"`. A
    /// borrow can also set the bit of a higher octet, but only from an octet that is not plain.
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func isZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
        let angles = isZero((word | ones &* 0x02) ^ ones &* 0x3E)
        let ampersandOrApostrophe = isZero((word | ones) ^ ones &* 0x27)
        let quotationMark = isZero(word ^ ones &* 0x22)
        let below = (word &- ones &* 0x20) & ~word
        let above = word | (word &+ ones)
        return (angles | ampersandOrApostrophe | quotationMark | below | above) & (ones &* 0x80) == 0
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        case 0x20...0x7E: true
        default: false
        }
    }
}

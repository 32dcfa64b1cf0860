/// Text made safe for HTML content and for quoted attribute values, escaped while it is written.
///
/// It works scalar by scalar. Whole grapheme clusters would not do: a quotation mark followed by a combining accent is
/// one `Character` that is no quotation mark, and a way out of an attribute.
enum HTMLText {
    /// For people to read: what cannot be shown becomes U+FFFD.
    case shown
    /// For a form to carry: every scalar arrives as it was, as far as HTML can say it (U+0000 it cannot).
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

    /// What is written for the scalar that begins there, and the length of that scalar in octets; nil for an octet that
    /// stays.
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

    /// The length of a scalar that people are not shown: control characters, and the two non-characters that XML
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

    /// Where the first octet lies that needs a look: not printable ASCII, or of a meaning in HTML.
    ///
    /// Most texts and all Base64 have none, so sixteen octets are compared at once.
    private static func endOfPlain(_ octets: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 16 <= octets.count {
            let block = octets.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
            let special =
                (block .< 0x20) .| (block .> 0x7E) .| (block .== UInt8(ascii: "<")) .| (block .== UInt8(ascii: ">"))
                .| (block .== UInt8(ascii: "&")) .| (block .== UInt8(ascii: "\"")) .| (block .== UInt8(ascii: "'"))
            if any(special) { break }
            index += 16
        }
        while index < octets.count, isPlain(octets[index]) { index += 1 }
        return index
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
        case 0x20...0x7E: true
        default: false
        }
    }
}

/// Octets as text, RFC 4648 §4, read strictly.
enum Base64 {
    /// What may stand between the characters.
    enum Spacing {
        /// Nothing.
        case none
        /// Carriage returns and line feeds, as writers that break lines have it.
        case lineBreaks
        /// Any white space of XML.
        case any
    }

    /// The octets, or nil for a character that does not belong there, missing or misplaced padding, or bits left over.
    static func decode(_ text: some Sequence<UInt8>, spacing: Spacing) -> [UInt8]? {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.underestimatedCount / 4 * 3)
        var buffer: UInt32 = 0
        var filled = 0
        var padding = 0
        for character in text {
            if character == UInt8(ascii: "=") {
                padding += 1
                guard filled + padding <= 4, filled >= 2 else { return nil }
                continue
            }
            let value = values[Int(character)]
            guard value < 64 else {
                guard isAllowed(character, spacing) else { return nil }
                continue
            }
            if filled == 4 { filled = 0 }
            guard padding == 0 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            filled += 1
            if filled == 4 {
                octets.append(UInt8(truncatingIfNeeded: buffer >> 16))
                octets.append(UInt8(truncatingIfNeeded: buffer >> 8))
                octets.append(UInt8(truncatingIfNeeded: buffer))
                buffer = 0
                filled = 0
            }
        }
        switch (filled, padding) {
        case (0, 0): return octets
        case (2, 2) where buffer & 0xF == 0: octets.append(UInt8(truncatingIfNeeded: buffer >> 4))
        case (3, 1) where buffer & 0x3 == 0:
            octets.append(UInt8(truncatingIfNeeded: buffer >> 10))
            octets.append(UInt8(truncatingIfNeeded: buffer >> 2))
        default: return nil
        }
        return octets
    }

    /// The octets as text, padded, without line breaks.
    static func encode(_ octets: [UInt8]) -> String {
        let alphabet = alphabet
        return String(unsafeUninitializedCapacity: (octets.count + 2) / 3 * 4) { text in
            var written = 0
            func write(_ index: UInt32) {
                text[written] = alphabet[Int(index & 63)]
                written += 1
            }
            var start = 0
            while start + 2 < octets.count {
                let group = UInt32(octets[start]) << 16 | UInt32(octets[start + 1]) << 8 | UInt32(octets[start + 2])
                write(group >> 18)
                write(group >> 12)
                write(group >> 6)
                write(group)
                start += 3
            }
            switch octets.count - start {
            case 1:
                let group = UInt32(octets[start]) << 16
                write(group >> 18)
                write(group >> 12)
                text[written] = UInt8(ascii: "=")
                text[written + 1] = UInt8(ascii: "=")
                written += 2
            case 2:
                let group = UInt32(octets[start]) << 16 | UInt32(octets[start + 1]) << 8
                write(group >> 18)
                write(group >> 12)
                write(group >> 6)
                text[written] = UInt8(ascii: "=")
                written += 1
            default: break
            }
            return written
        }
    }

    private static func isAllowed(_ character: UInt8, _ spacing: Spacing) -> Bool {
        switch spacing {
        case .none: false
        case .lineBreaks: character == 0x0A || character == 0x0D
        case .any: character.isXMLSpace
        }
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// For each octet its six bits, or 255.
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()
}

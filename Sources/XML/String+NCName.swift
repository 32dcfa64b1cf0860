extension String {
    /// Whether the string is an NCName: a name without a colon, as an element, attribute, prefix or ID has.
    ///
    /// - SeeAlso: Namespaces in XML 1.0 §3; XML 1.0, fifth edition, §2.3.
    public var isNCName: Bool {
        guard !isEmpty else { return false }
        var isFirst = true
        for octet in utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if isFirst { return false }
            case 0x80...: return isNCNameBeyondASCII
            default: return false
            }
            isFirst = false
        }
        return true
    }

    private var isNCNameBeyondASCII: Bool {
        var isFirst = true
        for scalar in unicodeScalars {
            guard scalar.startsNCName || !isFirst && scalar.continuesNCName else { return false }
            isFirst = false
        }
        return true
    }
}

extension Unicode.Scalar {
    fileprivate var startsNCName: Bool {
        switch value {
        case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    fileprivate var continuesNCName: Bool {
        switch value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: false
        }
    }
}

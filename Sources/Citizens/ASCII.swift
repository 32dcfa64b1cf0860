extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    var isSmall: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    /// The capital of an ASCII letter. Any other byte is unchanged.
    var capitalised: UInt8 { isSmall ? self - 32 : self }
}

extension Int {
    /// The decimal number with these ASCII digits. The caller passes at most 18 bytes, all of them digits.
    init(decimal digits: some Sequence<UInt8>) {
        self = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}

extension String {
    /// The string without white space at both ends. Pasted text has several kinds of it.
    var trimmed: Substring {
        let isSpace = { (character: Character) in character.isWhitespace }
        let start = drop(while: isSpace)
        guard let end = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return start[...end]
    }
}

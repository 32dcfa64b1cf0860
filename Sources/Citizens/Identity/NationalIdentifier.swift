import Secrets

/// The number that a natural person has in Spain: DNI, NIE, or a NIF with K, L or M.
///
/// Shape: nine characters, capital letters and ASCII digits, whose last is a check letter. It prints as its type's name
/// alone; `text` gives the number on purpose.
package struct NationalIdentifier: Hashable, Sendable, Unprintable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A Spaniard's: eight digits and a letter.
        case dni
        /// A foreigner's: X, Y or Z, seven digits and a letter.
        case nie
        /// K (under 14 without DNI), L (Spaniards abroad without DNI) or M (foreigners without NIE), seven digits, a
        /// letter.
        case special
    }

    package let text: String
    package let kind: Kind

    /// Reads what a person typed: in either case, with spaces, dots or hyphens, a DNI without its leading zeros.
    ///
    /// - Throws: `NationalIdentifierError`; entities' NIFs have a case of their own.
    package init(_ typed: String) throws(NationalIdentifierError) {
        let characters = try NationalIdentifier.normalised(typed)
        guard let shape = NationalIdentifier.shape(of: characters) else {
            throw EntityIdentifier(characters) == nil ? .shape : .entity
        }
        guard CheckLetter.of(shape.number) == characters.last else { throw .letter }
        kind = shape.kind
        switch shape.kind {
        case .dni:
            let padding = repeatElement(UInt8(ascii: "0"), count: 9 - characters.count)
            text = String(decoding: padding + characters, as: UTF8.self)
        case .nie, .special:
            text = String(decoding: characters, as: UTF8.self)
        }
    }

    /// The eIDAS attribute PersonIdentifier: the country that issued, the country that receives, the identifier.
    package var personIdentifier: String { "ES/ES/\(text)" }

    /// For the person's own eyes: the last four characters.
    package var masked: String { "•••••\(text.suffix(4))" }

    /// Capital ASCII letters and digits are left; what else was typed is refused, full-width digits and Ñ included.
    private static func normalised(_ typed: String) throws(NationalIdentifierError) -> [UInt8] {
        guard typed.utf8.count <= 64 else { throw .shape }
        var characters: [UInt8] = []
        for scalar in typed.unicodeScalars where !separators.contains(scalar) {
            guard scalar.isASCII else { throw .shape }
            characters.append(UInt8(scalar.value).capitalised)
        }
        guard !characters.isEmpty else { throw .empty }
        guard characters.allSatisfy({ $0.isASCIIDigit || $0.isCapital }) else { throw .shape }
        return characters
    }

    /// Space, tab, line ends and the no-break space, which come with pasted text; dot and hyphen.
    private static let separators: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}", ".", "-"]

    /// What kind the characters may be, and the number that their check letter belongs to; nil for no person's.
    private static func shape(of characters: [UInt8]) -> (kind: Kind, number: Int)? {
        guard (2...9).contains(characters.count), characters[characters.count - 1].isCapital else { return nil }
        let digits = characters.dropFirst().dropLast()
        guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let first = characters[0]
        guard !first.isASCIIDigit else { return (.dni, Int(decimal: characters.dropLast())) }
        guard digits.count == 7 else { return nil }
        switch first {
        case UInt8(ascii: "X"): return (.nie, Int(decimal: digits))
        case UInt8(ascii: "Y"): return (.nie, 10_000_000 + Int(decimal: digits))
        case UInt8(ascii: "Z"): return (.nie, 20_000_000 + Int(decimal: digits))
        case UInt8(ascii: "K"), UInt8(ascii: "L"), UInt8(ascii: "M"): return (.special, Int(decimal: digits))
        default: return nil
        }
    }
}

/// Why a text is not a person's national identifier. What was typed is not repeated here.
package enum NationalIdentifierError: Error, Hashable {
    case empty
    /// Not the shape of a DNI, NIE or NIF of a person.
    case shape
    /// The shape is right, the check letter belongs to another number.
    case letter
    /// The NIF of a company or another entity: natural persons alone are served.
    case entity
}

extension NationalIdentifier: TextCoded {
    init(coded text: String) throws { try self.init(text) }
}

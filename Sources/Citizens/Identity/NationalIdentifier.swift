import Secrets

/// The identifier of a natural person in Spain: DNI, NIE, or a NIF with K, L or M.
///
/// Shape: nine capital letters and ASCII digits. The last is a check letter. Prints only the name of its type; `text`
/// returns the identifier.
package struct NationalIdentifier: Hashable, Sendable, Unprintable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The identifier of a Spaniard: eight digits and a letter.
        case dni
        /// The identifier of a foreigner: X, Y or Z, seven digits and a letter.
        case nie
        /// K (under 14 without DNI), L (Spaniards abroad without DNI) or M (foreigners without NIE), seven digits and a
        /// letter.
        case special
    }

    package let text: String
    package let kind: Kind

    /// Reads typed text. Ignores case, spaces, dots and hyphens. A DNI may lack its leading zeros.
    ///
    /// - Throws: `NationalIdentifierError`, with a separate case for the NIF of an entity.
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

    /// The eIDAS attribute PersonIdentifier: issuing country, receiving country, identifier.
    package var personIdentifier: String { "ES/ES/\(text)" }

    /// The last four characters, to show to the person.
    package var masked: String { "•••••\(text.suffix(4))" }

    /// Returns capital ASCII letters and digits. Rejects other characters, also full-width digits and Ñ.
    private static func normalised(_ typed: String) throws(NationalIdentifierError) -> [UInt8] {
        guard typed.utf8.count <= 64 else { throw .shape }
        var characters: [UInt8] = []
        var hasOthers = false
        for scalar in typed.unicodeScalars {
            let character = scalar.isASCII ? UInt8(scalar.value).capitalised : 0
            if character.isASCIIDigit || character.isCapital {
                characters.append(character)
            } else if !separators.contains(scalar) {
                hasOthers = true
            }
        }
        guard !hasOthers else { throw .shape }
        guard !characters.isEmpty else { throw .empty }
        return characters
    }

    /// Space, tab, line ends and no-break space, which occur in pasted text; dot and hyphen.
    private static let separators: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{A0}", ".", "-"]

    /// Returns the kind, and the number from which the check letter is computed. Nil for the shape of no person's
    /// identifier.
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

/// The reason why a text is not a person's national identifier. It does not contain the text.
package enum NationalIdentifierError: Error, Hashable {
    case empty
    /// The text does not have the shape of a DNI, a NIE or a person's NIF.
    case shape
    /// The shape is right, but the check letter belongs to another number.
    case letter
    /// The NIF of a company or another entity. Only natural persons can sign in.
    case entity
}

extension NationalIdentifier: TextCoded {
    init(coded text: String) throws { try self.init(text) }
}

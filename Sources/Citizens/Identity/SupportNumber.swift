import Secrets

/// The serial number of a physical card. The card shows it as IDESP or IXESP.
///
/// Shapes: three letters and six digits (DNI), `E` and eight digits (foreigner's card), `C` and eight digits (EU
/// citizen's certificate). In the last two, leading zeros may be left out.
package struct SupportNumber: Hashable, Sendable, Unprintable {
    package let text: String

    /// Reads typed text. Ignores case, spaces and hyphens. Nil when the text has none of the shapes.
    package init?(_ typed: String) {
        guard typed.utf8.count <= 32 else { return nil }
        let characters = typed.utf8.filter { !" -".utf8.contains($0) }.map(\.capitalised)
        let letters = characters.prefix(while: \.isCapital)
        let digits = characters.dropFirst(letters.count)
        guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let isForeign = letters.count == 1 && "EC".utf8.contains(letters[0])
        switch digits.count {
        case 6 where letters.count == 3: text = String(decoding: characters, as: UTF8.self)
        case 1...8 where isForeign:
            let zeros = repeatElement(UInt8(ascii: "0"), count: 8 - digits.count)
            text = String(decoding: letters + zeros + digits, as: UTF8.self)
        default: return nil
        }
    }
}

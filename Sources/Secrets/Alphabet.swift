/// The set of characters that a code is drawn from.
package struct Alphabet: Hashable, Sendable {
    package let characters: [Character]

    /// - Precondition: `text` has 2 to 256 different ASCII characters. Alphabets are constants in the source code.
    package init(_ text: String) {
        characters = Array(text)
        precondition((2...256).contains(characters.count), "an alphabet has 2 to 256 characters")
        precondition(Set(characters).count == characters.count, "an alphabet names each character once")
        precondition(text.utf8.allSatisfy { $0 < 0x80 }, "an alphabet is ASCII")
    }

    package func contains(_ character: Character) -> Bool { characters.contains(character) }

    package static let decimal = Alphabet("0123456789")
    /// Capital letters and 2–7: 32 symbols, without the digits that look like letters (RFC 4648 §6).
    package static let base32 = Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    /// Capital letters and digits without I, O, 0 and 1. For codes that people read aloud or copy from paper.
    package static let unambiguous = Alphabet("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
}

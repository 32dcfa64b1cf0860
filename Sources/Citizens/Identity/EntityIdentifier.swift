/// The NIF of a legal person or another entity. It is recognised so that it can be refused with a specific error.
///
/// Shape: a letter, seven digits, and a control character that is a digit or a letter A–J.
package struct EntityIdentifier: Hashable, Sendable {
    package let text: String

    /// Reads nine capital letters and digits. Nil when they are not an entity's NIF or the control character is wrong.
    package init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    init?(_ characters: [UInt8]) {
        guard characters.count == 9, EntityIdentifier.letters.contains(characters[0]) else { return nil }
        let digits = characters[1...7]
        guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let control = EntityIdentifier.control(of: digits.map { Int($0 - UInt8(ascii: "0")) })
        let last = characters[8]
        guard last == UInt8(ascii: "0") + UInt8(control) || last == EntityIdentifier.controlLetters[control] else {
            return nil
        }
        text = String(decoding: characters, as: UTF8.self)
    }

    /// Adds the digits at even positions and the digit sums of the doubled digits at odd positions, and returns the
    /// difference to the next multiple of ten.
    private static func control(of digits: [Int]) -> Int {
        let even = digits[1] + digits[3] + digits[5]
        let odd = [digits[0], digits[2], digits[4], digits[6]].map { 2 * $0 / 10 + 2 * $0 % 10 }.reduce(0, +)
        return (10 - (even + odd) % 10) % 10
    }

    private static let letters = Set("ABCDEFGHJKLMNPQRSUVW".utf8)
    private static let controlLetters = Array("JABCDEFGHI".utf8)
}

import Foundation
import Secrets

/// A given name or a surname in the register.
///
/// NFC, 1 to 256 characters, no control or formatting characters, no white space at either end.
package struct PersonName: Hashable, Sendable, Unprintable {
    package let text: String

    package static let maximumLength = 256

    package init(_ typed: String) throws(PersonNameError) {
        if PersonName.isPlain(typed) {
            text = typed
            return
        }
        guard typed.utf8.count <= 16 * PersonName.maximumLength else {
            throw .tooLong(maximumCharacters: PersonName.maximumLength)
        }
        let text = String(typed.trimmed).precomposedStringWithCanonicalMapping
        guard !text.isEmpty else { throw .empty }
        guard text.unicodeScalars.count <= PersonName.maximumLength else {
            throw .tooLong(maximumCharacters: PersonName.maximumLength)
        }
        guard text.unicodeScalars.allSatisfy(PersonName.isPrintable) else { throw .character }
        self.text = text
    }

    /// Whether a text is a name as it is: at most 128 bytes of printable Latin letters, which are the same in NFC, without
    /// white space at either end. Most names of the register are. The other names take the full test.
    private static func isPlain(_ text: String) -> Bool {
        guard (1...128).contains(text.utf8.count), text.utf8.first != UInt8(ascii: " "),
            text.utf8.last != UInt8(ascii: " ")
        else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            // From U+00C0 to U+024F there are only assigned letters and two signs.
            case 0x20...0x7E, 0xC0...0x24F: true
            default: false
            }
        }
    }

    /// Control characters would break lines and XML. Formatting characters could reverse the reading direction of a
    /// page.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// The reason why a text cannot be a name.
package enum PersonNameError: Error, Hashable {
    case empty
    case tooLong(maximumCharacters: Int)
    /// The text has a control, formatting or unassigned character.
    case character
}

extension PersonName: TextCoded {
    init(coded text: String) throws { try self.init(text) }
}

import Foundation
import Secrets

/// A given name or a surname in the register.
///
/// NFC, 1 to 256 characters, no control or formatting characters, no white space at either end.
package struct PersonName: Hashable, Sendable, Unprintable {
    package let text: String

    package static let maximumLength = 256

    package init(_ typed: String) throws(PersonNameError) {
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

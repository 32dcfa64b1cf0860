import Foundation

/// A password as a person typed it, in the one form that is hashed: the UTF-8 of its NFC normalisation.
///
/// So the same keys give the same bytes on every keyboard. White space is part of it. Swift cannot overwrite a String
/// after use; keep passwords in local variables.
package struct Password: Sendable, Unprintable {
    /// NFC, 1 to 256 bytes of UTF-8.
    package let text: String

    package static let maximumBytes = 256

    package init(_ typed: String) throws(PasswordError) {
        guard !typed.isEmpty else { throw .empty }
        // No text becomes shorter than a third of its bytes by composition: what is longer need not be normalised.
        guard typed.utf8.count <= 3 * Password.maximumBytes else { throw .tooLong(maximumBytes: Password.maximumBytes) }
        let text = typed.precomposedStringWithCanonicalMapping
        guard text.utf8.count <= Password.maximumBytes else { throw .tooLong(maximumBytes: Password.maximumBytes) }
        self.text = text
    }

    /// The UTF-8 as C has it, without a final NUL.
    var characters: [CChar] { text.utf8.map(CChar.init(bitPattern:)) }
}

/// Why a text cannot be a password at all, whoever it may belong to.
package enum PasswordError: Error, Hashable {
    case empty
    case tooLong(maximumBytes: Int)
}

import Foundation

/// A password in the form that is hashed: the UTF-8 of its NFC normalisation.
///
/// The same characters give the same bytes from every keyboard. White space is part of the password. Swift cannot
/// overwrite a String after use: keep passwords in local variables.
package struct Password: Sendable, Unprintable {
    /// NFC, 1 to 256 bytes of UTF-8.
    package let text: String

    package static let maximumBytes = 256

    package init(_ typed: String) throws(PasswordError) {
        guard !typed.isEmpty else { throw .empty }
        // NFC shortens no text to less than a third of its bytes, so a longer text need not be normalised.
        guard typed.utf8.count <= 3 * Password.maximumBytes else { throw .tooLong(maximumBytes: Password.maximumBytes) }
        let text = typed.precomposedStringWithCanonicalMapping
        guard text.utf8.count <= Password.maximumBytes else { throw .tooLong(maximumBytes: Password.maximumBytes) }
        self.text = text
    }

    /// The UTF-8 as C characters, without a final NUL.
    var characters: [CChar] { text.utf8.map(CChar.init(bitPattern:)) }
}

/// The reason why a text cannot be a password of any person.
package enum PasswordError: Error, Hashable {
    case empty
    case tooLong(maximumBytes: Int)
}

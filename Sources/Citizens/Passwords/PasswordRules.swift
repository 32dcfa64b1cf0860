import Foundation
package import Secrets

/// The rules for a new password.
package struct PasswordRules: Hashable, Sendable {
    /// The groups of characters that a short password combines.
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case lowerCase, upperCase, digit, special
    }

    /// In user-perceived characters.
    package let minimumLength: Int
    /// The number of groups, of four, that a short password needs.
    package let requiredGroups: Int
    /// A password of this length or longer is a passphrase. It needs no groups and may have any printable character.
    package let passphraseLength: Int

    package init(minimumLength: Int = 8, requiredGroups: Int = 4, passphraseLength: Int = 16) {
        precondition((0...Group.allCases.count).contains(requiredGroups), "there are four groups")
        self.minimumLength = minimumLength
        self.requiredGroups = requiredGroups
        self.passphraseLength = passphraseLength
    }

    package static let standard = PasswordRules()

    package static let specials = "¡!$?%&#@/\\()=¿*[];,:._<>+-"

    /// Returns all violated rules, in the order in which a page shows them. Empty when the password is good.
    ///
    /// - Parameter previous: On a change, the current password.
    package func violations(
        of password: Password, for citizen: Citizen, previous: Password? = nil
    ) -> [PasswordViolation] {
        lengthViolations(of: password) + groupViolations(of: password)
            + personalViolations(of: password, for: citizen) + previousViolations(of: password, previous)
    }

    private func lengthViolations(of password: Password) -> [PasswordViolation] {
        password.text.count < minimumLength ? [.tooShort(minimumLength: minimumLength)] : []
    }

    private func groupViolations(of password: Password) -> [PasswordViolation] {
        guard password.text.count < passphraseLength else {
            return password.text.unicodeScalars.contains { $0.properties.generalCategory == .control }
                ? [.character] : []
        }
        let groups = password.text.map(PasswordRules.group(of:))
        let missing = Group.allCases.filter { !groups.contains($0) }
        let lacking = Group.allCases.count - missing.count < requiredGroups
        return (groups.contains(nil) ? [.character] : [])
            + (lacking ? [.groups(required: requiredGroups, missing: missing)] : [])
    }

    /// Returns the group of a character. Letters with accents, ñ and ç are letters. Nil for a character of no group.
    private static func group(of character: Character) -> Group? {
        if specials.contains(character) { return .special }
        guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else { return nil }
        if ("0"..."9").contains(scalar) { return .digit }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter: return .lowerCase
        case .uppercaseLetter: return .upperCase
        default: return nil
        }
    }

    private func personalViolations(of password: Password, for citizen: Citizen) -> [PasswordViolation] {
        let folded = PasswordRules.folded(password.text)
        let hasName = PasswordRules.nameParts(of: citizen).contains { folded.contains($0) }
        let hasIdentifier = PasswordRules.identifierParts(of: citizen.identifier).contains { folded.contains($0) }
        return (hasName ? [.name] : []) + (hasIdentifier ? [.identifier] : [])
    }

    private func previousViolations(of password: Password, _ previous: Password?) -> [PasswordViolation] {
        guard let previous, ConstantTime.equal(Array(password.text.utf8), Array(previous.text.utf8)) else { return [] }
        return [.previous]
    }

    /// Returns the letters and digits without accents and case, so that `J.O.S.E` and `josé` are recognised as a name.
    private static func folded(_ text: String) -> String {
        String(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
                .filter { $0.isLetter || $0.isNumber })
    }

    /// Returns each name of three letters or more, and the words of four letters or more of a name with several words.
    /// Shorter words such as `de` and `del` occur in too many other words.
    private static func nameParts(of citizen: Citizen) -> Set<String> {
        let names = [citizen.givenName.text, citizen.firstSurname.text, citizen.secondSurname?.text].compactMap { $0 }
        let whole = names.map(folded).filter { $0.count >= 3 }
        let words = names.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "-" }) }
            .map { folded(String($0)) }.filter { $0.count >= 4 }
        return Set(whole + words)
    }

    /// Returns the whole identifier, and its digits without the letters.
    private static func identifierParts(of identifier: NationalIdentifier) -> [String] {
        let digits = identifier.text.filter(\.isNumber)
        return [folded(identifier.text), digits]
    }
}

/// A rule that a new password violates. The page shows it.
package enum PasswordViolation: Hashable, Sendable {
    case tooShort(minimumLength: Int)
    case groups(required: Int, missing: [PasswordRules.Group])
    /// The password has a character that belongs to no group.
    case character
    /// The password contains the person's name or a surname.
    case name
    /// The password contains the person's DNI or NIE.
    case identifier
    /// The password is the current one.
    case previous
}

import Foundation
package import Secrets

/// What a new password must be like.
package struct PasswordRules: Hashable, Sendable {
    /// The kinds of characters that a short password mixes.
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case lowerCase, upperCase, digit, special
    }

    /// Characters as people count them.
    package let minimumLength: Int
    /// How many of the four groups a short password needs.
    package let requiredGroups: Int
    /// From this length on a password is a passphrase, which needs no groups and may have any character.
    package let passphraseLength: Int

    package init(minimumLength: Int = 8, requiredGroups: Int = 4, passphraseLength: Int = 16) {
        precondition((0...Group.allCases.count).contains(requiredGroups), "there are four groups")
        self.minimumLength = minimumLength
        self.requiredGroups = requiredGroups
        self.passphraseLength = passphraseLength
    }

    package static let standard = PasswordRules()

    package static let specials = "¡!$?%&#@/\\()=¿*[];,:._<>+-"

    /// Everything that is wrong with the password, in the order in which a page tells it; empty when it is good.
    ///
    /// - Parameter previous: On a change, the password that was just proved.
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

    /// Letters with accents, ñ and ç are letters; nil for what belongs to no group.
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

    /// Letters and digits alone, without accents and case: neither `J.O.S.E` nor `josé` hides a name.
    private static func folded(_ text: String) -> String {
        String(
            text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
                .filter { $0.isLetter || $0.isNumber })
    }

    /// Each name whole from three letters on, and of names of several words those of four letters and more: `de` and
    /// `del` are in too many words.
    private static func nameParts(of citizen: Citizen) -> Set<String> {
        let names = [citizen.givenName.text, citizen.firstSurname.text, citizen.secondSurname?.text].compactMap { $0 }
        let whole = names.map(folded).filter { $0.count >= 3 }
        let words = names.flatMap { $0.split(whereSeparator: { $0 == " " || $0 == "-" }) }
            .map { folded(String($0)) }.filter { $0.count >= 4 }
        return Set(whole + words)
    }

    /// The whole identifier, and its digits without the letters.
    private static func identifierParts(of identifier: NationalIdentifier) -> [String] {
        let digits = identifier.text.filter(\.isNumber)
        return [folded(identifier.text), digits]
    }
}

/// What is wrong with a new password: a person's slip, told on the page.
package enum PasswordViolation: Hashable, Sendable {
    case tooShort(minimumLength: Int)
    case groups(required: Int, missing: [PasswordRules.Group])
    /// A character that belongs to no group.
    case character
    /// It contains the person's name or a surname.
    case name
    /// It contains the person's DNI or NIE.
    case identifier
    /// It is the one that is being replaced.
    case previous
}

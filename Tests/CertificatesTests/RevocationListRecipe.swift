import Foundation

/// The description of a revocation list to make. Start from a valid one and change one field.
struct RevocationListRecipe: Sendable {
    struct Revoked: Sendable {
        /// Upper-case hexadecimal.
        var serial: String
        /// Date and reason as openssl spells them.
        var entry: String
    }

    var authority: TestAuthority
    var revoked: [Revoked] = []
    var digest = "sha256"
    var thisUpdate: Date
    var nextUpdate: Date
    /// Lines of openssl's configuration.
    var extensions = ["authorityKeyIdentifier = keyid"]
    /// Further sections that the extensions name.
    var sections: [String] = []

    /// Creates a list that is valid from an hour ago for thirty days.
    init(_ authority: TestAuthority, at now: Date) {
        self.authority = authority
        thisUpdate = now - 3_600
        nextUpdate = now + 30 * 86_400
    }

    func with(_ change: (inout RevocationListRecipe) -> Void) -> RevocationListRecipe {
        var copy = self
        change(&copy)
        return copy
    }

    func configuration(database: String) -> String {
        let lines =
            ["[ca]", "default_ca = lists", "[lists]", "database = \(database)"]
            + (extensions.isEmpty ? [] : ["crl_extensions = extensions", "[extensions]"] + extensions) + sections
        return lines.joined(separator: "\n") + "\n"
    }
}

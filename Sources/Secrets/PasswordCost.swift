import CSodium

/// The cost of one Argon2id operation, for the broker and for an attacker who guesses.
package struct PasswordCost: Hashable, Sendable {
    /// Memory of one operation, in kibibytes.
    package let kibibytes: Int
    /// Passes over that memory.
    package let passes: Int

    /// - Precondition: at least 8 KiB and one pass, at most 1 GiB and 16 passes.
    package init(kibibytes: Int, passes: Int) {
        precondition((8...1_048_576).contains(kibibytes) && (1...16).contains(passes), "a cost that Argon2id can have")
        self.kibibytes = kibibytes
        self.passes = passes
    }

    /// 19 MiB and two passes, from OWASP's Password Storage Cheat Sheet: about 20 ms of one core.
    package static let standard = PasswordCost(kibibytes: 19_456, passes: 2)
}

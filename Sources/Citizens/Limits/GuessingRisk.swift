/// Upper bounds of the success of guessing in a year, computed from the limits in force.
///
/// Codes are uniformly random, so a probability is the number of guesses divided by the number of codes. Passwords are
/// not uniform: for them only the number of guesses is known.
package struct GuessingRisk: Hashable, Sendable {
    package let format: PINFormat
    package let codes: CodePolicy
    package let budget: GuessBudget
    package let messages: SMSLimits
    package let allowance: FailureAllowance

    package init(
        format: PINFormat = .standard, codes: CodePolicy = .accessCode, budget: GuessBudget = .standard,
        messages: SMSLimits = .standard, allowance: FailureAllowance = .standard()
    ) {
        self.format = format
        self.codes = codes
        self.budget = budget
        self.messages = messages
        self.allowance = allowance
    }

    private var days: Int { 365 }

    /// The number of wrong codes that are accepted for one claim in a year, from any number of addresses.
    package var guessesPerClaim: Int {
        min(
            budget.maximum(inDays: days),
            messages.windows.perDay * codes.maximumAttempts * days)
    }

    /// The probability of signing in as one person whose document and datum the attacker knows.
    package var chanceWithDatum: Double { Double(guessesPerClaim) / format.count }

    /// The number of wrong codes that are accepted from an attacker who also has cookies of the person's known
    /// browsers. The known browsers share a second budget. When it is used up, they share the budget of all other
    /// browsers.
    package var guessesWithKnownBrowsers: Int { 2 * budget.maximum(inDays: days) }

    /// The probability of signing in as one person for an attacker with datum and cookies.
    package var chanceWithKnownBrowsers: Double { Double(guessesWithKnownBrowsers) / format.count }

    /// The probability of signing in as one person for an attacker with datum and password. The claim for the PIN and
    /// the claim for the code each have a budget.
    package var chanceWithPassword: Double { Double(2 * budget.maximum(inDays: days)) / format.count }

    /// The same probability for an attacker who also has cookies: the known browsers have a third budget.
    package var chanceWithPasswordAndKnownBrowsers: Double {
        Double(3 * budget.maximum(inDays: days)) / format.count
    }

    /// Returns the probability of signing in as one person whose datum the attacker also guesses.
    ///
    /// - Parameters:
    ///   - requests: The number of PINs that the attacker requests, spread over all data.
    ///   - data: The number of possible data of a document: 3,652 days of validity in ten years.
    package func chanceWithoutDatum(requests: Int, data: Int) -> Double {
        let guesses = min(guessesPerClaim, (requests / data + 1) * codes.maximumAttempts)
        return Double(guesses) / format.count
    }

    /// The result of an attack with many claims and many addresses.
    package struct Campaign: Hashable, Sendable {
        package let guesses: Int
        /// The expected number of accounts.
        package let accounts: Double
        /// The number of messages that are sent.
        package let messages: Int
    }

    /// Returns the result of a year's attack on many people whose document and datum the attacker knows.
    ///
    /// Assumes the best strategy of the attacker: each address requests as many PINs as it may, and the wrong codes are
    /// typed from another address. Wrong codes are charged too, but never refused.
    /// - Parameter credit: The number of documents that sign in each day from each of the addresses.
    package func campaign(claims: Int, addresses: Int, credit: Int? = nil) -> Campaign {
        let perMessage = codes.maximumAttempts
        let perAddress = (allowance.perAddress.perDay + (credit ?? allowance.maximumCredit)) * days
        let guesses = min(claims * guessesPerClaim, addresses * perAddress * perMessage)
        return Campaign(
            guesses: guesses, accounts: Double(guesses) / format.count, messages: guesses / perMessage)
    }

    /// The number of further passwords that are checked in a year for one document, for an attacker with cookies of
    /// known browsers. All known browsers of a person share one lane.
    package var passwordGuessesInKnownBrowsers: Int { allowance.perKnownBrowser.perDay * days }

    /// Returns the number of passwords that are checked in a year for one document.
    package func passwordGuesses(addresses: Int) -> Int {
        let normal = allowance.perDocument.last.map(\.maximum) ?? 0
        let attacked = allowance.perDocumentUnderAttack.last.map(\.maximum) ?? 0
        let perDay = min(addresses * normal, allowance.attackThreshold + addresses * attacked)
        return perDay * days
    }

    /// The probability of guessing the SMS code for an attacker who knows the password.
    package var chanceOfCode: Double {
        Double(min(budget.maximum(inDays: days), messages.windows.perDay * codes.maximumAttempts * days))
            / OneTimeCode.count
    }
}

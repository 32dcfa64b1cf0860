/// Upper bounds of what guessing gains in a year, computed from the limits in force.
///
/// Codes are uniformly random, so a chance is a number of guesses divided by the number of codes. Passwords are not:
/// for them only the number of guesses is known.
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

    /// The wrong codes that are taken for one claim in a year, from any number of addresses.
    package var guessesPerClaim: Int {
        min(
            budget.maximum(inDays: days),
            messages.windows.perDay * codes.maximumAttempts * days)
    }

    /// The chance of signing in as one person whose document and datum the attacker knows.
    package var chanceWithDatum: Double { Double(guessesPerClaim) / format.count }

    /// The wrong codes that are taken from an attacker who also has cookies of that person's known browsers: these
    /// share a budget, and count with everybody's when it is used up.
    package var guessesWithKnownBrowsers: Int { 2 * budget.maximum(inDays: days) }

    /// The chance of signing in as one person for an attacker with datum and cookies.
    package var chanceWithKnownBrowsers: Double { Double(guessesWithKnownBrowsers) / format.count }

    /// The chance of signing in as one person for an attacker with datum and password: the claim of the PIN and that of
    /// the code each have a budget.
    package var chanceWithPassword: Double { Double(2 * budget.maximum(inDays: days)) / format.count }

    /// The same for an attacker with cookies as well: the known browsers have a third budget.
    package var chanceWithPasswordAndKnownBrowsers: Double {
        Double(3 * budget.maximum(inDays: days)) / format.count
    }

    /// The chance of signing in as one person whose datum the attacker guesses as well.
    ///
    /// - Parameters:
    ///   - requests: how many PINs the attacker asks for, spread over all data.
    ///   - data: how many data a document may have: 3,652 days of validity in ten years.
    package func chanceWithoutDatum(requests: Int, data: Int) -> Double {
        let guesses = min(guessesPerClaim, (requests / data + 1) * codes.maximumAttempts)
        return Double(guesses) / format.count
    }

    /// What an attacker with many claims and many addresses gains, and what it costs.
    package struct Campaign: Hashable, Sendable {
        package let guesses: Int
        /// The expected number of accounts.
        package let accounts: Double
        /// How many messages are sent.
        package let messages: Int
    }

    /// A year against many people, each with document and datum.
    ///
    /// The order that is best for the attacker: each address asks as often as it may, and the wrong codes, which are
    /// charges as well and are never refused, are typed from an address that asks for nothing.
    /// - Parameter credit: how many documents sign in each day at each of the addresses.
    package func campaign(claims: Int, addresses: Int, credit: Int? = nil) -> Campaign {
        let perMessage = codes.maximumAttempts
        let perAddress = (allowance.perAddress.perDay + (credit ?? allowance.maximumCredit)) * days
        let guesses = min(claims * guessesPerClaim, addresses * perAddress * perMessage)
        return Campaign(
            guesses: guesses, accounts: Double(guesses) / format.count, messages: guesses / perMessage)
    }

    /// The passwords that are judged in a year for one document, in addition to those of addresses, for an attacker
    /// with cookies of known browsers: these share one lane.
    package var passwordGuessesInKnownBrowsers: Int { allowance.perKnownBrowser.perDay * days }

    /// The passwords that are judged in a year for one document.
    package func passwordGuesses(addresses: Int) -> Int {
        let calm = allowance.perDocument.last.map(\.maximum) ?? 0
        let attacked = allowance.perDocumentUnderAttack.last.map(\.maximum) ?? 0
        let perDay = min(addresses * calm, allowance.attackThreshold + addresses * attacked)
        return perDay * days
    }

    /// The chance of guessing the code by SMS for somebody who knows the password.
    package var chanceOfCode: Double {
        Double(min(budget.maximum(inDays: days), messages.windows.perDay * codes.maximumAttempts * days))
            / OneTimeCode.count
    }
}

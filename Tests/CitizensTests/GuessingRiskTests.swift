import Citizens
import Foundation
import Testing

/// Tests of the figures in the documentation, computed from the limits in force.
@Suite struct GuessingRiskTests {
    let risk = GuessingRisk()
    let secondsInYear = 365 * 86_400

    @Test func `a person whose datum is known: below one in ten thousand a year`() {
        #expect(risk.chanceWithDatum < 1e-4)
        #expect(risk.guessesPerClaim == 975)
    }

    @Test func `any number of cookies of known browsers doubles the guesses`() {
        #expect(risk.guessesWithKnownBrowsers == 2 * risk.guessesPerClaim)
        #expect(risk.chanceWithKnownBrowsers < 1e-4)
    }

    @Test func `the datum guessed too, at one request a second all year: below one in a thousand`() {
        #expect(risk.chanceWithoutDatum(requests: secondsInYear, data: 3652) < 1e-3)
    }

    @Test func `a million leaked claims and ten thousand addresses: below ten accounts a year`() {
        let campaign = risk.campaign(claims: 1_000_000, addresses: 10_000)
        #expect(campaign.accounts < 10)
        #expect(
            risk.campaign(claims: 1_000_000, addresses: 1_000_000_000).accounts < 10, "with any number of addresses")
    }

    /// 200 messages a day and address. The three wrong codes of each message are typed from another address.
    @Test func `few addresses are bounded by their charges, in the order that is best for the attacker`() {
        let campaign = risk.campaign(claims: 1_000_000, addresses: 100, credit: 0)
        #expect(campaign.messages == 100 * 200 * 365)
        #expect(campaign.guesses == 3 * campaign.messages)
        #expect(risk.campaign(claims: 1_000_000, addresses: 100).guesses == 11 * campaign.guesses, "2,000 credits")
    }

    /// The bug: PINs of 15 bits, and ten wrong codes a day on any number of days.
    @Test func `three characters are too few`() {
        let old = GuessingRisk(format: PINFormat(length: 3, symbols: .letters))
        #expect(old.format.bits < PINFormat.requiredBits)
        #expect(old.chanceWithDatum > 1e-4)
    }

    @Test func `the code after a password: below one in ten thousand a year`() {
        #expect(risk.chanceOfCode < 1e-4)
        #expect(risk.chanceWithPasswordAndKnownBrowsers < 1e-4)
    }

    /// Returns the cells of each table row after the first cell, by the first cell.
    private func rows(of page: String) throws -> [String: [String]] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Citizens/Citizens.docc/\(page)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let cells = lines.filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Dictionary(uniqueKeysWithValues: cells.map { ($0[0], Array($0.dropFirst())) })
    }

    private func inAMillion(_ chance: Double) -> String { String(format: "%.2f in a million", chance * 1e6) }

    @Test func `the documentation states these limits`() throws {
        let rows = try rows(of: "GuessingRisk.md")
        let bits = String(format: "%.1f bits: eight digits", risk.format.bits)
        let budget = risk.budget
        #expect(risk.format.length == 8 && risk.format.count == Double(OneTimeCode.count))
        #expect(
            rows["PIN by SMS"] == [
                bits,
                "three wrong codes end a PIN; for one claim (document and datum) \(budget.perDay) wrong codes a day and "
                    + "\(budget.perMonth) in 30 days, then \(Int(budget.rest / .seconds(3600))) hours of rest",
            ])
        #expect(risk.codes.maximumAttempts == 3)
        #expect(rows["code that reinforces a password"]?.first == bits)
        let (calm, attacked) = (risk.allowance.perDocument, risk.allowance.perDocumentUnderAttack)
        #expect(calm.map(\.maximum) == [5, 10] && attacked.map(\.maximum) == [2])
        #expect(
            rows["password"] == [
                "not uniform",
                "for one address and document five an hour, ten a day; two a day while the document is under attack "
                    + "(\(risk.allowance.attackThreshold) passwords a day from all sources)",
            ])
        let perAddress = risk.allowance.perAddress.map(\.maximum)
        #expect(
            rows["every method"]?.last
                == "for one address \(perAddress[0]) charges an hour and \(perAddress[1]) a day, twice as many for an IPv6 "
                + "network of 56 bits, four times for one of 48")
    }

    @Test func `the documentation states these figures`() throws {
        let rows = try rows(of: "GuessingRisk.md")
        let campaign = risk.campaign(claims: 1_000_000, addresses: 10_000)
        let millions = campaign.messages / 1_000_000
        let passwords = [1, 100, 10_000].map { risk.passwordGuesses(addresses: $0) }
        let expected = [
            "the document and the datum of one person, any number of addresses":
                "\(risk.guessesPerClaim) guesses: \(inAMillion(risk.chanceWithDatum))",
            "the same, and cookies `__Host-known` of that person's browsers, however many":
                "\(risk.guessesWithKnownBrowsers) guesses: \(inAMillion(risk.chanceWithKnownBrowsers))",
            "the document alone, one request a second, any number of addresses; 3,652 possible data":
                inAMillion(risk.chanceWithoutDatum(requests: secondsInYear, data: 3652))
                + ". Only one datum is right, and its claim has its budget",
            "the document and the password of one person":
                "\(inAMillion(risk.chanceOfCode)) for the code that reinforces it",
            "one million leaked pairs of document and datum, 10,000 addresses":
                String(format: "%.2f accounts", campaign.accounts)
                + "; \(millions) million messages to citizens, which at 4 cents each cost the operator "
                + "\(millions * 4 / 100) million euros. The alarm is raised within five minutes: `aldaba_guessing_alarm`, and a "
                + "line in the log",
            "the document of one person, and passwords to try":
                "with one address \(passwords[0]) passwords, with 100 addresses \(passwords[1]) passwords, with 10,000 "
                + "addresses \(passwords[2]) passwords. Cookies `__Host-known`, however many, add "
                + "\(risk.passwordGuessesInKnownBrowsers)",
            "the document, the datum and the password of one person":
                "\(inAMillion(risk.chanceWithPassword)); with cookies `__Host-known`, "
                + inAMillion(risk.chanceWithPasswordAndKnownBrowsers),
        ]
        for (attacker, bound) in expected { #expect(rows[attacker] == [bound]) }
    }
}

import Citizens
import Foundation
import Testing

/// The figures that the documentation states, from the limits in force.
@Suite struct GuessingRiskTests {
    let risk = GuessingRisk()
    let secondsInYear = 365 * 86_400

    @Test func `a person whose datum is known: below one in ten thousand a year`() {
        #expect(risk.chanceWithDatum < 1e-4)
        #expect(risk.guessesPerClaim == 975)
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

    /// The bug: 15 bits, and ten wrong codes a day with no end to the days.
    @Test func `three characters would be too few`() {
        let old = GuessingRisk(format: PINFormat(length: 3, symbols: .letters))
        #expect(old.format.bits < PINFormat.requiredBits)
        #expect(old.chanceWithDatum > 1e-4)
    }

    @Test func `the code after a password: below one in ten thousand a year`() {
        #expect(risk.chanceOfCode < 1e-4)
    }

    @Test func `the documentation states these figures`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Citizens/Citizens.docc/GuessingRisk.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let campaign = risk.campaign(claims: 1_000_000, addresses: 10_000)
        let figures = [
            "\(risk.guessesPerClaim) guesses",
            String(format: "%.2f in a million", risk.chanceWithDatum * 1e6),
            String(format: "%.2f in a million", risk.chanceWithoutDatum(requests: secondsInYear, data: 3652) * 1e6),
            String(format: "%.1f accounts", campaign.accounts),
            "\(campaign.messages / 1_000_000) million messages",
            "\(risk.passwordGuesses(addresses: 1)) passwords",
            "\(risk.passwordGuesses(addresses: 100)) passwords",
            "\(risk.passwordGuesses(addresses: 10_000)) passwords",
            String(format: "%.2f in a million", risk.chanceOfCode * 1e6),
            String(format: "%.1f bits", risk.format.bits),
        ]
        for figure in figures { #expect(text.contains(figure), "\(figure)") }
    }
}

import Foundation
import TestFederation
import Testing

@testable import SAML

/// How long a message is accepted, and how long its ID must be remembered.
struct MessageFreshnessTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000.000_4)

    /// Brokers whose clocks differ by the skew store the ID, in whole milliseconds.
    @Test(arguments: [1, 60, 180, 600])
    func `an ID is remembered for as long as any broker accepts the message`(_ seconds: Int) {
        let freshness = MessageFreshness(skew: .seconds(seconds))
        let skew = TimeInterval(seconds)
        for issued in [Self.now - skew, Self.now, Self.now + skew] {
            #expect(freshness.accepts(issued, now: Self.now))
            let last = issued + skew
            #expect(freshness.accepts(issued, now: last))
            #expect(!freshness.accepts(issued, now: last + 0.001))
            let stored = (freshness.rememberUntil(issued).timeIntervalSince1970 * 1000).rounded(.down) / 1000
            #expect(stored + 0.001 >= (last + skew).timeIntervalSince1970, "by a clock that is ahead of the reader's")
        }
    }

    @Test func `a logout request is remembered as long as a request to sign in`() throws {
        let draft = LogoutRulesTests.draft { $0.issueInstant = LogoutRulesTests.now - 179 }
        let received = try LogoutJourney.redirect.receive(draft.message, key: LogoutRulesTests.service.key)
        let accepted = try LogoutRules.accept(
            received.verified(trusting: [LogoutRulesTests.service.key.trusted]),
            from: LogoutRulesTests.service.descriptor,
            at: LogoutRulesTests.here, skew: .seconds(180), now: LogoutRulesTests.now)
        #expect(
            accepted.replayableUntil == MessageFreshness(skew: .seconds(180)).rememberUntil(draft.issueInstant))
    }
}

import Foundation
import SAML
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Tests the IDs of the broker's logout messages.
///
/// - SeeAlso: Core §1.3.4.
struct OwnLogoutMessageIDTests {
    @Test func `each request and each answer has its own ID of 160 random bits`() async throws {
        let random = RecordedRandomSource()
        try await LogoutJourney.with([.townHall], recordedRandom: random) { journey in
            var ids: [String] = []
            for _ in 0..<2 {
                let assertion = try await journey.signIn(then: [.townHall])
                let page = try await journey.follow(journey.ask(assertion))
                let request = try journey.request(in: try await journey.next(page))
                let last = try await journey.follow(journey.reply(.townHall, to: request))
                let answer = try await journey.finish(last)
                ids += [request.id.rawValue, answer.id.rawValue]
                let refused = try await journey.ask(assertion) { $0.issueInstant -= 3600 }
                ids.append(try journey.answer(in: refused).id.rawValue)
            }
            #expect(ids.count == 6)
            #expect(Set(ids).count == ids.count, "\(ids)")
            for id in ids { #expect(random.gave(id), "\(id)") }
        }
    }
}

import Foundation
import SAML
import Testing

@testable import ExampleServiceProvider

struct ReplayCacheTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)
    private let issuer = EntityID(rawValue: "https://idp.example/saml")
    private let id = MessageID(rawValue: "_assertion")

    @Test func `an assertion is accepted only once during its validity`() async {
        let cache = ReplayCache()
        let end = now.addingTimeInterval(360)
        #expect(await cache.remember(id, from: issuer, until: end, now: now))
        #expect(await !cache.remember(id, from: issuer, until: end, now: now))
        #expect(await !cache.remember(id, from: issuer, until: end, now: end.addingTimeInterval(-1)))
    }

    @Test func `the same ID of another issuer is another assertion`() async {
        let cache = ReplayCache()
        let end = now.addingTimeInterval(360)
        #expect(await cache.remember(id, from: issuer, until: end, now: now))
        #expect(await cache.remember(id, from: EntityID(rawValue: "https://other.example"), until: end, now: now))
    }

    @Test func `a full cache accepts no assertion and removes none`() async {
        let cache = ReplayCache(capacity: 1)
        let end = now.addingTimeInterval(360)
        #expect(await cache.remember(id, from: issuer, until: end, now: now))
        #expect(await !cache.remember(MessageID(rawValue: "_second"), from: issuer, until: end, now: now))
        #expect(await !cache.remember(id, from: issuer, until: end, now: now))
    }

    @Test func `expired entries make room`() async {
        let cache = ReplayCache(capacity: 1)
        let end = now.addingTimeInterval(360)
        #expect(await cache.remember(id, from: issuer, until: end, now: now))
        #expect(
            await cache.remember(
                MessageID(rawValue: "_second"), from: issuer, until: end.addingTimeInterval(360), now: end))
    }
}

import Foundation
import SAML
import Testing

@testable import ExampleServiceProvider

struct PendingRequestsTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func request() -> PendingRequest {
        PendingRequest(
            id: MessageID(random: Random.octets(MessageID.randomBytes)), sentAt: now,
            wish: SignInOptions(for: .residence),
            browserSecret: Random.token(), relayState: Random.token())
    }

    @Test func `an answered request is no longer pending`() async {
        let requests = PendingRequests()
        let request = request()
        await requests.insert(request, until: now.addingTimeInterval(60), now: now)
        #expect(await requests.request(request.id, now: now) == request)
        #expect(await requests.take(request.id, now: now) == request)
        #expect(await requests.take(request.id, now: now) == nil)
        #expect(await requests.request(request.id, now: now) == nil)
    }

    @Test func `of concurrent answers exactly one succeeds`() async {
        let requests = PendingRequests()
        let request = request()
        let now = now
        await requests.insert(request, until: now.addingTimeInterval(60), now: now)
        let winners = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { await requests.take(request.id, now: now) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
    }

    @Test func `a request expires after its time limit`() async {
        let requests = PendingRequests()
        let request = request()
        let end = now.addingTimeInterval(60)
        await requests.insert(request, until: end, now: now)
        #expect(await requests.request(request.id, now: end.addingTimeInterval(-1)) != nil)
        #expect(await requests.request(request.id, now: end) == nil)
        #expect(await requests.take(request.id, now: end) == nil)
    }

    @Test func `an unknown request is not pending`() async {
        let requests = PendingRequests()
        #expect(await requests.request(nil, now: now) == nil)
        #expect(await requests.request(MessageID(rawValue: "_unknown"), now: now) == nil)
    }

    @Test func `too many requests remove the oldest, not the newest`() async {
        let requests = PendingRequests(capacity: 2)
        let three = (0..<3).map { _ in request() }
        for (position, request) in three.enumerated() {
            await requests.insert(request, until: now.addingTimeInterval(60 + Double(position)), now: now)
        }
        #expect(await requests.request(three[0].id, now: now) == nil)
        #expect(await requests.request(three[1].id, now: now) == three[1])
        #expect(await requests.request(three[2].id, now: now) == three[2])
    }
}

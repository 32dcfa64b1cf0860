import Broker
import TestBroker
import Testing

/// The session that a browser's cookie opens.
struct OpenSessionTests {
    @Test func `no session opens while sessions are switched off`() async throws {
        let world = try await BrokerWorld()
        let handle = try #require(try await world.signInByPermanentKey(.ana).session)
        #expect(try await world.sessions.session(of: handle) != nil)
        let other = try await world.another(seed: 2) { $0.sessions = nil }
        #expect(try await other.sessions.session(of: handle) == nil)
    }
}

import Broker
import Federation
import Foundation
import SAML
import Secrets
import TestBroker
import TestFederation
import Testing

/// Tests the IDs of messages from the broker.
///
/// - SeeAlso: Core §1.3.4.
struct OwnMessageIDTests {
    @Test func `each Response and each assertion has its own ID of 160 random bits`() async throws {
        let random = RecordedRandomSource()
        var recipe = BrokerWorld.Recipe()
        recipe.recordedRandom = random
        let world = try await BrokerWorld(recipe)
        var ids: [String] = []
        for _ in 0..<2 {
            let granted = try await world.begin().walkByPermanentKey(.ana).answer()
            let refused = try await world.begin().cancel()
            for answer in [granted, refused] {
                let response = try world.authentic(answer).response
                ids += [response.id.rawValue] + response.assertions.map(\.id.rawValue)
                ids += response.assertions.flatMap { $0.authnStatements.compactMap(\.sessionIndex) }
            }
        }
        #expect(ids.count == 8, "two Responses with an assertion and a SessionIndex, and two without")
        #expect(Set(ids).count == ids.count, "\(ids)")
        for id in ids { #expect(random.gave(id), "\(id)") }
    }

    @Test func `metadata has a new ID each time it is generated`() async throws {
        let random = RecordedRandomSource()
        let world = try await BrokerWorld()
        let metadata = try IdentityProviderMetadata(
            settings: world.settings,
            organization: .init(name: "Aldaba", url: "", supportEmail: nil, technicalEmail: nil),
            key: world.recipe.signingKey.signing, validity: .seconds(3600), random: random.recording(.system))
        let ids = try [world.clock.now, world.clock.now + 86_400].map { instant in
            let bytes = try metadata.bytes(wantsSigned: true, at: instant)
            return try #require(String(decoding: bytes, as: UTF8.self).firstMatch(of: #/ ID="([^"]+)"/#)).1
        }
        #expect(Set(ids).count == 2)
        for id in ids { #expect(random.gave(String(id)), "\(id)") }
    }
}

import Foundation
import SAML
import TestFederation
import Testing
import XML
import XMLSecurity

/// Changes a few octets of messages at random. Only content that was signed may be returned.
@Suite struct MutationTests {
    static let service = TestServiceProvider()

    static func mutated(_ octets: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var octets = octets
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<octets.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: octets.remove(at: place)
            default: octets.insert(octets[Int.random(in: 0..<octets.count, using: &generator)], at: place)
            }
        }
        return octets
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a changed redirect is refused or has the same content`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let request = Self.service.request(to: AuthnRequestRulesTests.here, at: AuthnRequestRulesTests.now)
        let query = Array(try Self.service.query(request, relayState: "abc").utf8)
        for _ in 0..<400 {
            let changed = String(decoding: Self.mutated(query, &generator), as: UTF8.self)
            guard let received = try? RedirectBinding.receive(AuthnRequest.self, query: changed),
                let verified = try? received.verified(trusting: [Self.service.key.trusted])
            else { continue }
            #expect(verified.message == request, "seed \(seed): \(changed)")
            #expect(verified.relayState == "abc", "seed \(seed): \(changed)")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a changed form is refused or has the same content`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let request = Self.service.request(to: AuthnRequestRulesTests.here, at: AuthnRequestRulesTests.now)
        let message = try Self.service.samlRequest(request)
        let document = Array(try #require(Data(base64Encoded: message)))
        for _ in 0..<300 {
            let changed = Data(Self.mutated(document, &generator)).base64EncodedString()
            guard let received = try? PostBinding.receive(AuthnRequest.self, samlMessage: changed, relayState: nil),
                let verified = try? received.verified(trusting: [Self.service.key.trusted])
            else { continue }
            #expect(verified.message == request, "seed \(seed): \(changed)")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a changed answer is refused or has the same content`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let draft = AssertionRulesTests().draft()
        for signing in ResponseBuilder.Signing.allCases {
            let document = try draft.document(signing, key: AssertionRulesTests.key)
            for _ in 0..<150 {
                let changed = Data(Self.mutated(document, &generator)).base64EncodedString()
                guard
                    let received = try? PostBinding.receive(Response.self, samlMessage: changed, relayState: nil),
                    let authentic = try? received.authentic(trusting: [AssertionRulesTests.key.trusted]),
                    let accepted = try? AssertionRules.accept(
                        authentic, expecting: AssertionRulesTests().expectation(),
                        now: AssertionRulesTests.now)
                else { continue }
                #expect(accepted.nameID == draft.nameID, "seed \(seed): \(changed)")
                #expect(
                    accepted.values(of: EIDASAttribute.personIdentifier.name) == ["ES/ES/12345678Z"],
                    "seed \(seed): \(changed)")
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a changed logout request in an envelope is refused or has the same content`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let draft = LogoutRulesTests.draft { $0.sessionIndexes = ["_1"] }
        let key = LogoutRulesTests.service.key
        let envelope = try SOAPBinding.envelope(sending: draft.message, signedWith: key.signing).bytes
        for _ in 0..<300 {
            let changed = Self.mutated(envelope, &generator)
            guard let received = try? SOAPBinding.receive(LogoutRequest.self, envelope: changed),
                let verified = try? received.verified(trusting: [key.trusted])
            else { continue }
            #expect(verified.message == draft.message, "seed \(seed): \(String(decoding: changed, as: UTF8.self))")
        }
    }
}

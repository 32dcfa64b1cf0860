import Broker
import Federation
import Foundation
import Octets
import SAML
import Storage
import TestBroker
import TestFederation
import Testing
import XML
import XMLSecurity

/// Tests what the database stores of a request of a service that may send unsigned requests. Anyone can write such a
/// request.
struct StoredRequestTests {
    private static let quiet: TestServiceProvider = {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: "https://callada.example/saml")
        service.authnRequestsSigned = false
        return service
    }()

    private func world() async throws -> BrokerWorld {
        var recipe = BrokerWorld.Recipe()
        recipe.entries = [Self.quiet.entityID: ServicePolicy(allowsUnsignedRequests: true)]
        let world = try await BrokerWorld(recipe)
        try await world.add(Self.quiet)
        try await world.entities.register.refresh()
        return world
    }

    /// Returns the octets of the row of the login.
    private func stored(
        _ world: BrokerWorld, _ change: (inout RequestDraft) -> Void
    ) async throws -> Int {
        let message = try Self.quiet.samlRequest(world.request(Self.quiet, change: change), isSigned: false)
        let received = try PostBinding.receive(AuthnRequest.self, samlMessage: message, relayState: nil)
        guard case .started(let open) = try await SingleSignOn(world.signIn).begin(received, from: BrokerWorld.client)
        else {
            Issue.record("not started")
            return 0
        }
        let id = open.login.id.rawValue
        return try #require(try await world.database.read { try LoginStore($0).load(id) }).payload.count
    }

    /// The bug: a link of 506 characters stored a row of 50 MB.
    @Test func `an unknown extension is not stored`() async throws {
        let world = try await world()
        let ordinary = try await stored(world) { _ in }
        let text = String(repeating: " x", count: 6_000)
        let wordy = try await stored(world) {
            $0.extensions = [XMLElement(XMLName(XMLNamespace(uri: "urn:other", prefix: "o"), "Other"), [.text(text)])]
            $0.providerName = "x" + text.prefix(100)
        }
        #expect(wordy == ordinary)
    }

    @Test func `a request with too much data to store is rejected`() async throws {
        let world = try await world()
        let ordinary = try await stored(world) { _ in }
        let classes = { (count: Int) in
            RequestedAuthnContext(
                comparison: .minimum,
                classes: [.eidasLow] + (0..<count).map { AuthnContextClass(rawValue: "urn:class:\($0)") })
        }
        let much = try await stored(world) { $0.requestedAuthnContext = classes(100) }
        #expect(much < 10 * ordinary)
        await #expect(throws: Rejection.self) {
            _ = try await stored(world) { $0.requestedAuthnContext = classes(300) }
        }
    }

    /// The bug: namespaces that are declared once and used by many elements were declared at each of them in the row.
    @Test func `a link with a large canonical form is rejected while reading`() throws {
        let uri = "urn:" + String(repeating: "u", count: 1_000)
        let document =
            "<samlp:AuthnRequest xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol' xmlns:p='\(uri)'>"
            + "<samlp:Extensions>" + String(repeating: "<p:a/>", count: 500)
            + "</samlp:Extensions></samlp:AuthnRequest>"
        let deflated = try #require(Deflate.deflate(Array(document.utf8)))
        #expect(deflated.count < 400)
        let base64 = String(decoding: Base64.encode(deflated), as: UTF8.self)
        let value = try #require(base64.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let failure = #expect(throws: BindingFailure.self) {
            try RedirectBinding.receive(AuthnRequest.self, query: "SAMLRequest=" + value)
        }
        guard case .canonicalForm = failure else {
            Issue.record("refused as \(String(describing: failure))")
            return
        }
    }
}

import Foundation
import Logging
import SAML
import TestFederation

@testable import ExampleServiceProvider

/// An office, its identity provider and a clock, and the steps of a sign-in.
struct TestOffice: Sendable {
    static let origin = "https://oficina.example"

    let clock = TestClock()
    var provider = TestIdentityProvider()
    let office: Office
    let ownMetadata: [UInt8]

    init(onward: String? = nil) throws {
        let entityID = EntityID(rawValue: Self.origin + Path.metadata)
        let key = TestKey.serviceProvider.signing
        let own = try OwnMetadata(origin: Self.origin, entityID: entityID, key: key)
        let clock = clock
        ownMetadata = try own.document(at: clock.now)
        office = Office(
            settings: OfficeSettings(origin: Self.origin, entityID: entityID, key: key, onward: onward),
            metadata: own,
            identityProvider: CurrentIdentityProvider(
                try IdentityProvider(metadata: provider.metadata(), pinnedTo: [], at: clock.now)),
            logger: Logger(label: "test"), clock: { clock.now })
    }

    /// Presses «Identificarse», and returns the request as the provider accepts it.
    func begin(_ browser: inout TestBrowser, _ query: String = "procedure=residencia") async throws -> AcceptedRequest {
        let page = try await browser.get(Path.signIn + "?" + query)
        return try provider.accepted(address: page.location, of: ownMetadata, at: clock.now)
    }

    /// Posts an answer to the office, from a page of the provider.
    func deliver(
        _ answer: TestIdentityProvider.Answer = TestIdentityProvider.Answer(), to request: AcceptedRequest,
        by browser: inout TestBrowser, from provider: TestIdentityProvider? = nil, relayState: String? = nil
    ) async throws -> TestBrowser.Page {
        let response = try (provider ?? self.provider).samlResponse(to: request, answer, at: clock.now)
        return try await browser.postFromElsewhere(
            Path.assertionConsumerService,
            [("SAMLResponse", response), ("RelayState", relayState ?? request.relayState ?? "")])
    }

    /// Follows the redirect from the POST to the page that signs in.
    func finish(_ page: TestBrowser.Page, by browser: inout TestBrowser) async throws -> TestBrowser.Page {
        try await browser.get(String(page.location.dropFirst(Self.origin.count)))
    }
}

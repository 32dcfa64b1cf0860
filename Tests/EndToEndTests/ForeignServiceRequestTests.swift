import Foundation
import TestAgents
import Testing

/// Tests of requests of third-party services: by HTTP-POST, and from a service that was removed.
@Suite(.startsProcesses) struct ForeignServiceRequestTests {
    @Test(arguments: [ForeignServiceProvider.Software.pysaml2, .mellon])
    func `sends its request by HTTP-POST, and accepts the answer`(
        _ software: ForeignServiceProvider.Software
    ) async throws {
        let broker = try await RunningBroker.start()
        let phone = try await broker.addCitizen()
        let service = try await ForeignServiceProvider.start(
            software, identityProviderMetadata: Self.withoutRedirect(try await broker.metadata))
        try await broker.register(metadataFile: try await service.metadataFile())

        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        let form = try await service.beginLoginByPost(with: signIn.agent)
        #expect(form.action.absoluteString == broker.publicOrigin + "/saml/sso")
        let page = try await signIn.choose("permanent-key", on: try await signIn.arrive(by: form))
        let answer = try await signIn.permanentKey("12345678Z", phone: phone, on: page)
        let outcome = try await service.outcome(of: try await signIn.submitAnswer(answer), for: signIn.agent)
        #expect(outcome.isAccepted, "\(outcome)\n\(service.log)")
        #expect(outcome.attributes[EIDAS.personIdentifier] == ["ES/ES/12345678Z"])
    }

    @Test func `leads to an error page within two seconds after its metadata was removed`() async throws {
        let broker = try await RunningBroker.start()
        let service = try await ForeignServiceProvider.start(.python3SAML, at: broker)
        let signIn = SignIn(broker: broker, agent: HTTPAgent())
        _ = try await signIn.arrive(try await service.beginLogin(with: signIn.agent))

        try await broker.remove(service.entityID)
        let page = try await eventually("the broker to have forgotten the service", within: .seconds(2)) {
            let address = try await service.beginLogin(with: signIn.agent)
            let page = try await signIn.agent.visit(address.absoluteString)
            return page.status == 200 ? nil : page
        }
        #expect((400..<500).contains(page.status))
        #expect(page.page.text.contains("unknown-service-provider"), "\(page.page.text)")
        #expect(page.page.text.contains(service.entityID), "\(page.page.text)")
        #expect(page.page.forms.allSatisfy { !$0.has("SAMLResponse") })
    }

    /// Removes HTTP-Redirect from the metadata, so that mellon uses HTTP-POST. mellon does not verify the signature of
    /// metadata in a file.
    private static func withoutRedirect(_ metadata: [UInt8]) -> [UInt8] {
        let text = String(decoding: metadata, as: UTF8.self)
        let redirect = /<md:SingleSignOnService [^>]*HTTP-Redirect[^>]*>(<\/md:SingleSignOnService>)?/
        return Array(text.replacing(redirect, with: "").utf8)
    }
}

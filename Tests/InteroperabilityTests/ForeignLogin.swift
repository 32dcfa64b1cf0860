import Foundation
import SAML
import TestAgents
import Testing

/// A login at a third-party service, from its start to the identity provider's acceptance of the request.
struct ForeignLogin {
    let service: ForeignServiceProvider
    let agent = HTTPAgent()
    let request: AcceptedRequest

    init(
        _ software: ForeignServiceProvider.Software, _ provider: InProcessIdentityProvider,
        level: String = ForeignServiceProvider.levelLow
    ) async throws {
        let service = try await ForeignServiceProvider.start(
            software, identityProviderMetadata: try provider.metadata(at: Date()), level: level)
        try await self.init(at: service, provider)
    }

    /// Starts a login from another browser.
    init(at service: ForeignServiceProvider, _ provider: InProcessIdentityProvider) async throws {
        self.service = service
        let address = try await service.beginLogin(with: agent)
        request = try provider.accept(address, from: try await service.metadata, at: Date())
    }

    func outcome(
        _ form: PostBinding.Form, samlResponse: String? = nil
    ) async throws -> ForeignServiceProvider.Outcome {
        let fields = form.fields.map {
            (name: $0.name, value: $0.name == "SAMLResponse" ? samlResponse ?? $0.value : $0.value)
        }
        let response = try await agent.send(
            .post(
                try #require(URL(string: form.action)), form: fields,
                initiator: Origin(try #require(URL(string: InProcessIdentityProvider.location)))))
        return try await service.outcome(of: response, for: agent)
    }

    /// Returns the person who is signed in at the service.
    func person() async throws -> ForeignServiceProvider.Outcome {
        try await service.outcome(of: try await agent.get(service.personAddress), for: agent)
    }

    /// Requests a URL, and returns the redirect to another site or the page of the service.
    func visit(_ address: String) async throws -> HTTPResponse {
        let home = try Origin(#require(URL(string: service.url)))
        return try await agent.follow(try await agent.get(address)) { Origin($0) != home }
    }
}

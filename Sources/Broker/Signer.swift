import Federation
package import SAML
package import XMLSecurity

/// Makes the broker's signed messages with its present key.
///
/// Callers wait for a message, so a later key can be in a token that takes its time, and can change between two messages.
/// The present one is in memory: it signs on the caller's thread, in half a millisecond with RSA-2048.
package struct Signer: Sendable {
    private let responses: ResponseBuilder
    private let logouts: LogoutBuilder

    package init(
        issuer: EntityID, key: SigningKey, lifetimes: ResponseBuilder.Lifetimes = ResponseBuilder.Lifetimes()
    ) {
        responses = ResponseBuilder(issuer: issuer, key: key, lifetimes: lifetimes)
        logouts = LogoutBuilder(issuer: issuer, key: key)
    }

    /// The lifetimes of Responses to a service.
    func lifetimes(to service: ServiceProvider) -> ResponseBuilder.Lifetimes {
        service.lifetimes(amending: responses.lifetimes)
    }

    /// Makes a Response, signed and dated as the policy of the service says.
    func response<Product: Sendable>(
        to service: ServiceProvider, _ make: @Sendable (ResponseBuilder) throws -> Product
    ) async throws -> Product {
        try make(responses.signing(service.signing, lasting: lifetimes(to: service)))
    }

    /// Makes a Response without an assertion, which is signed whatever the policy of the service says.
    func refusal<Product: Sendable>(
        _ make: @Sendable (ResponseBuilder) throws -> Product
    ) async throws -> Product {
        try make(responses)
    }

    /// Makes a logout message.
    func logout<Product: Sendable>(
        _ make: @Sendable (LogoutBuilder) throws -> Product
    ) async throws -> Product {
        try make(logouts)
    }

    /// The terms of the broker's own logout requests: each is valid for as long as any assertion of the session can be.
    ///
    /// - SeeAlso: SAML Core 2.0 §3.7.3.2.
    var logoutTerms: LogoutBuilder.Terms {
        LogoutBuilder.Terms(lifetime: max(.seconds(300), responses.lifetimes.afterIssue))
    }
}

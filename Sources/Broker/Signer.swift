import Federation
package import SAML
import Secrets
package import XMLSecurity

/// Makes the broker's signed messages with its present key.
///
/// The functions are asynchronous, so that a later key can be in a slow hardware token, and can change between two
/// messages. The present key is in memory. RSA-2048 and elliptic-curve keys sign within half a millisecond, on the
/// caller's thread. A longer RSA key takes several times as long. It signs on separate threads with a bounded queue.
package struct Signer: Sendable {
    private let responses: ResponseBuilder
    private let logouts: LogoutBuilder
    /// Nil for a key that signs on the caller's thread.
    private let lanes: WorkLanes?

    package init(
        issuer: EntityID, key: SigningKey, lifetimes: ResponseBuilder.Lifetimes = ResponseBuilder.Lifetimes()
    ) {
        responses = ResponseBuilder(issuer: issuer, key: key, lifetimes: lifetimes)
        logouts = LogoutBuilder(issuer: issuer, key: key)
        lanes = Self.isQuick(key.kind) ? nil : WorkLanes(lanes: 2, maximumWaiting: 256)
    }

    func lifetimes(to service: ServiceProvider) -> ResponseBuilder.Lifetimes {
        service.lifetimes(amending: responses.lifetimes)
    }

    /// Makes a Response with the signatures and lifetimes of the service's policy.
    func response<Product: Sendable>(
        to service: ServiceProvider, _ make: @escaping @Sendable (ResponseBuilder) throws -> Product
    ) async throws -> Product {
        let builder = responses.signing(service.signing, lasting: lifetimes(to: service))
        return try await sign { try make(builder) }
    }

    /// Makes a Response without an assertion. It is always signed, for every service policy.
    func refusal<Product: Sendable>(
        _ make: @escaping @Sendable (ResponseBuilder) throws -> Product
    ) async throws -> Product {
        try await sign { [responses] in try make(responses) }
    }

    func logout<Product: Sendable>(
        _ make: @escaping @Sendable (LogoutBuilder) throws -> Product
    ) async throws -> Product {
        try await sign { [logouts] in try make(logouts) }
    }

    /// The terms of the broker's own logout requests: each is valid for as long as any assertion of the session can be.
    ///
    /// - SeeAlso: SAML Core 2.0 §3.7.3.2.
    var logoutTerms: LogoutBuilder.Terms {
        LogoutBuilder.Terms(lifetime: max(.seconds(300), responses.lifetimes.afterIssue))
    }

    private static func isQuick(_ kind: KeyKind) -> Bool {
        switch kind {
        case .rsa(let bits): bits <= 2048
        case .ellipticCurve: true
        }
    }

    /// - Throws: `SignInError.overloaded` when the queue is full; what `make` throws.
    private func sign<Product: Sendable>(_ make: @escaping @Sendable () throws -> Product) async throws -> Product {
        guard let lanes else { return try make() }
        let result: Result<Product, any Error>
        do throws(Overloaded) {
            result = try await lanes.run { Result(catching: make) }
        } catch {
            throw SignInError.overloaded
        }
        return try result.get()
    }
}

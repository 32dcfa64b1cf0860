public import Foundation
public import XML
public import XMLSecurity

/// Writes an identity provider's logout messages, signed as their binding wants it.
///
/// An answer needs a ``LogoutReplyTo``: an address that no rule has looked at cannot be answered.
/// - SeeAlso: Profiles §4.4.4.
public struct LogoutBuilder: Sendable {
    /// A message, ready for its binding.
    public enum Delivery: Hashable, Sendable {
        /// The browser is sent to that address.
        case redirect(url: String)
        /// The browser submits that form.
        case form(PostBinding.Form)
        /// The octets go over HTTP: to the endpoint, or back in the exchange.
        case soap(CanonicalElement)
    }

    /// What a request of ours says beside the sessions that it ends.
    public struct Terms: Hashable, Sendable {
        /// Why.
        public let reason: LogoutReason?
        /// How long the request means something; it should cover the assertions that the session has brought forth.
        public let lifetime: Duration
        /// Whether no answer is wanted.
        public let isAsynchronous: Bool

        /// Sets terms.
        public init(
            reason: LogoutReason? = .user, lifetime: Duration = .seconds(300), isAsynchronous: Bool = false
        ) {
            self.reason = reason
            self.lifetime = lifetime
            self.isAsynchronous = isAsynchronous
        }
    }

    /// Who writes: the entityID of our metadata, character for character.
    public let issuer: EntityID
    private let key: SigningKey

    /// Makes a builder; one serves for any number of messages.
    public init(issuer: EntityID, key: SigningKey) {
        self.issuer = issuer
        self.key = key
    }

    /// The request that ends sessions at a service.
    /// - Parameters:
    ///   - participations: those of one service under one name; never empty. Each SessionIndex is written once.
    ///   - endpoint: the service's; see ``RoleDescriptor/browserLogoutService``.
    ///   - relayState: what shall come back with the answer.
    ///   - id: the request's name, never used before.
    ///   - now: the present instant.
    /// - Throws: what writing or signing throws.
    public func request(
        ending participations: [SessionParticipation], at endpoint: Endpoint, terms: Terms = Terms(),
        relayState: String? = nil, id: MessageID, now: Date
    ) throws -> Delivery {
        precondition(!participations.isEmpty, "a request ends at least one session")
        precondition(
            Set(participations.map(\.nameID)).count == 1 && Set(participations.map(\.service)).count == 1,
            "a request names one person towards one service")
        let indexes = participations.compactMap(\.sessionIndex).reduce(into: [String]()) { known, index in
            if !known.containsExactly(index) { known.append(index) }
        }
        let request = LogoutRequest(
            id: id, issueInstant: now, destination: endpoint.location, issuer: Issuer(issuer),
            extensions: terms.isAsynchronous ? [LogoutRequest.asynchronous] : [], reason: terms.reason,
            notOnOrAfter: now.addingTimeInterval(terms.lifetime.timeInterval),
            principal: .named(participations[0].nameID),
            sessionIndexes: indexes)
        return try deliver(request, by: endpoint.binding, to: endpoint.location, relayState: relayState)
    }

    /// The answer to a request; nil when none is wanted.
    /// - Parameters:
    ///   - replyTo: where it goes.
    ///   - outcome: how the logout ended.
    ///   - id: the response's name, never used before.
    ///   - now: the present instant.
    /// - Throws: what writing or signing throws.
    public func response(
        to replyTo: LogoutReplyTo, _ outcome: LogoutOutcome, id: MessageID, now: Date
    ) throws -> Delivery? {
        func response(_ destination: String?) -> LogoutResponse {
            LogoutResponse(
                id: id, issueInstant: now, destination: destination, inResponseTo: replyTo.request,
                issuer: Issuer(issuer), status: outcome.status)
        }
        switch replyTo.way {
        case .none: return nil
        case .exchange: return try deliver(response(nil), by: .soap, to: "", relayState: nil)
        case .endpoint(let endpoint):
            return try deliver(
                response(endpoint.location), by: endpoint.binding, to: endpoint.location,
                relayState: replyTo.relayState)
        }
    }

    private func deliver(
        _ message: some SAMLMessage, by binding: Binding, to location: String, relayState: String?
    ) throws -> Delivery {
        switch binding {
        case .httpRedirect:
            return .redirect(
                url: try RedirectBinding.url(
                    sending: message, to: location, relayState: relayState, signedWith: key))
        case .httpPOST:
            return .form(
                try PostBinding.form(sending: message, to: location, relayState: relayState, signedWith: key))
        case .soap:
            return .soap(try SOAPBinding.envelope(sending: message, signedWith: key))
        default:
            throw RuleViolation.noSingleLogoutService
        }
    }
}

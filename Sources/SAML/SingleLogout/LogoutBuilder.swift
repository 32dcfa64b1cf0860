public import Foundation
public import XML
public import XMLSecurity

/// Creates an identity provider's logout messages, signed as their binding requires.
///
/// A response needs a ``LogoutReplyTo``, so it can only be sent to an endpoint that the rules have checked.
/// - SeeAlso: Profiles §4.4.4.
public struct LogoutBuilder: Sendable {
    /// A message, ready for its binding.
    public enum Delivery: Hashable, Sendable {
        /// The browser is redirected to this URL.
        case redirect(url: String)
        /// The browser submits this form.
        case form(PostBinding.Form)
        /// The octets of a SOAP envelope, sent to the endpoint or as the HTTP response.
        case soap(CanonicalElement)
    }

    /// The properties of a logout request in addition to the sessions that it ends.
    public struct Terms: Hashable, Sendable {
        /// The reason; nil omits it.
        public let reason: LogoutReason?
        /// The validity of the request. It should cover the lifetime of the session's assertions.
        public let lifetime: Duration
        /// Whether the request asks for no response.
        public let isAsynchronous: Bool

        /// Creates the properties.
        public init(
            reason: LogoutReason? = .user, lifetime: Duration = .seconds(300), isAsynchronous: Bool = false
        ) {
            self.reason = reason
            self.lifetime = lifetime
            self.isAsynchronous = isAsynchronous
        }
    }

    /// The issuer: the entityID of the identity provider's metadata, exactly.
    public let issuer: EntityID
    private let key: SigningKey

    /// Creates a builder. It can be reused for any number of messages.
    public init(issuer: EntityID, key: SigningKey) {
        self.issuer = issuer
        self.key = key
    }

    /// Returns a request that ends sessions at a service.
    /// - Parameters:
    ///   - participations: the sessions, all of one service and one NameID; not empty. Each SessionIndex is written
    ///     once.
    ///   - endpoint: an endpoint of the service; see ``RoleDescriptor/browserLogoutService``.
    ///   - relayState: the value that the service returns with the response.
    ///   - id: an ID that was never used before.
    ///   - now: the current time.
    /// - Throws: errors of writing or signing.
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

    /// Returns the response to a request, or nil when the request asks for none.
    /// - Parameters:
    ///   - replyTo: the destination.
    ///   - outcome: the outcome of the logout.
    ///   - id: an ID that was never used before.
    ///   - now: the current time.
    /// - Throws: errors of writing or signing.
    public func response(
        to replyTo: LogoutReplyTo, _ outcome: LogoutOutcome, id: MessageID, now: Date
    ) throws -> Delivery? {
        func response(_ destination: String?) -> LogoutResponse {
            LogoutResponse(
                id: id, issueInstant: now, destination: destination, inResponseTo: replyTo.request,
                issuer: Issuer(issuer), status: outcome.status)
        }
        switch replyTo.transport {
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

package import SAML

/// The reason why an accepted request is not granted. A signed Response reports it to the service provider.
package enum Refusal: Error, Hashable, Sendable {
    /// The request names no class of authentication that Aldaba knows, or no method reaches a named class.
    case noAuthnContext(requested: [String])
    /// The person proved their identity, but not at a level that answers the request; `reached` is nil when the proof
    /// is not accepted with the person's registration.
    case levelNotReached(LevelOfAssurance?)
    /// The request has IsPassive, and the session of the browser does not answer it without asking the citizen.
    case noPassive
    /// The citizen cancelled the login.
    case cancelled
    /// The citizen did not consent to the release of attributes to the service provider.
    case consentRefused
    /// The citizen did not finish in time.
    case expired
    /// The requested NameID format, or its namespace, is not supported for this service provider.
    case invalidNameIDPolicy(requested: String)
    /// The request asks for something that no assertion of the broker can have.
    case obstacle(RequestObstacle)
    /// The request excludes every method.
    case noSupportedIDP
    /// The person is known but must not be identified, for example because the registration is blocked.
    case requestDenied
}

extension Refusal {
    /// The name of the refusal in the catalogue of errors. It never changes after publication.
    package var code: String {
        switch self {
        case .noAuthnContext: "no-authn-context"
        case .levelNotReached: "level-not-reached"
        case .noPassive: "no-passive"
        case .cancelled: "cancelled"
        case .consentRefused: "consent-refused"
        case .expired: "login-expired"
        case .invalidNameIDPolicy: "invalid-name-id-policy"
        case .obstacle(let obstacle): obstacle.code
        case .noSupportedIDP: "no-supported-idp"
        case .requestDenied: "request-denied"
        }
    }

    /// The Status of the Response: top-level code, second-level code, and a sentence for the service provider's log.
    ///
    /// - SeeAlso: SAML Core 2.0 §3.2.2.2.
    package var status: Status {
        switch self {
        case .noAuthnContext(let requested):
            status(.requester, .noAuthnContext, "no method satisfies the requested AuthnContext: \(list(requested))")
        case .levelNotReached(let reached):
            status(.responder, .noAuthnContext, "the citizen reached \(reached?.description ?? "no level")")
        case .noPassive:
            status(.responder, .noPassive, "the citizen must be asked, and IsPassive forbids it")
        case .cancelled:
            status(.responder, .authnFailed, "the citizen cancelled")
        case .consentRefused:
            status(.responder, .requestDenied, "the citizen did not consent to the release of the attributes")
        case .expired:
            status(.responder, .authnFailed, "the citizen did not finish in time")
        case .invalidNameIDPolicy(let requested):
            status(.requester, .invalidNameIDPolicy, "NameIDPolicy cannot be met: \(requested)")
        case .obstacle(let obstacle):
            obstacle.status.with(message: "\(code): \(obstacle.status.message ?? "")")
        case .noSupportedIDP:
            status(.requester, .noSupportedIDP, "the request leaves no method to offer")
        case .requestDenied:
            status(.responder, .requestDenied, "this person cannot be identified at present")
        }
    }

    /// Returns the Status with the reference of the broker's page and log at the end of the message.
    package func status(reference: String?) -> Status {
        let status = status
        guard let reference else { return status }
        return status.with(message: "\(status.message ?? code) (reference \(reference))")
    }

    private func status(_ top: StatusCode, _ second: StatusCode, _ message: String) -> Status {
        Status(top, second, message: "\(code): \(message)")
    }

    /// The values of the request: at most four, at most 120 characters each, for a log line.
    private func list(_ values: [String]) -> String {
        values.isEmpty ? "none" : values.prefix(4).map { String($0.prefix(120)) }.joined(separator: ", ")
    }
}

extension RequestObstacle {
    fileprivate var code: String {
        switch self {
        case .protocolBinding: "protocol-binding"
        case .attributeConsumingServiceIndex: "attribute-consuming-service"
        case .subjectConfirmation: "subject-confirmation"
        case .identifier: "name-identifier"
        case .unknownPrincipal: "unknown-principal"
        case .conditions: "conditions"
        case .identityProviders: "identity-providers"
        case .extensions: "extensions"
        }
    }
}

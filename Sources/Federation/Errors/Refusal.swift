package import SAML

/// A request that was accepted and cannot be granted: told to the service provider in a signed Response.
package enum Refusal: Error, Hashable, Sendable {
    /// The request names no class of authentication that Aldaba knows, or none of its methods reaches it.
    case noAuthnContext(requested: [String])
    /// The person proved who they are, but not at a level that answers the request; `reached` is nil when the proof is
    /// not accepted from them.
    case levelNotReached(LevelOfAssurance?)
    /// The service asked not to show the citizen anything, and nobody is signed in.
    case noPassive
    /// The citizen chose not to go on.
    case cancelled
    /// The citizen does not want the service to be told.
    case consentRefused
    /// The citizen did not finish in time.
    case expired
    /// The format of NameID, or the namespace of it, that the request asks for cannot be given.
    case invalidNameIDPolicy(requested: String)
    /// The request asks for something that no assertion of ours can have.
    case obstacle(RequestObstacle)
    /// The service switched off every method.
    case noSupportedIDP
    /// The person is known and may not be identified, as when the registration is blocked.
    case requestDenied
}

extension Refusal {
    /// The name under which the catalogue explains it. Never changes once published.
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

    /// What the Response says: top-level and second-level code, and a sentence for whoever reads the service's log.
    ///
    /// - SeeAlso: SAML Core 2.0 §3.2.2.2.
    package var status: Status {
        switch self {
        case .noAuthnContext(let requested):
            status(.requester, .noAuthnContext, "no method of ours reaches what was requested: \(list(requested))")
        case .levelNotReached(let reached):
            status(.responder, .noAuthnContext, "the citizen reached \(reached?.description ?? "no level")")
        case .noPassive:
            status(.responder, .noPassive, "the citizen would have to be asked, and IsPassive forbids it")
        case .cancelled:
            status(.responder, .authnFailed, "the citizen cancelled")
        case .consentRefused:
            status(.responder, .requestDenied, "the citizen does not agree to what the service would be told")
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

    /// The same, with the reference under which our page and our log speak of it at the end of the sentence.
    package func status(reference: String?) -> Status {
        let status = status
        guard let reference else { return status }
        return status.with(message: "\(status.message ?? code) (reference \(reference))")
    }

    private func status(_ top: StatusCode, _ second: StatusCode, _ message: String) -> Status {
        Status(top, second, message: "\(code): \(message)")
    }

    /// The values as the request had them, cut to what a log line bears.
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

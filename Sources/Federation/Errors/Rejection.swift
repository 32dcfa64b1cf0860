package import SAML
import XMLSecurity

/// The reason why a message is not acceptable.
///
/// An error page shows it in the browser; over SOAP, a fault in the same exchange reports it. Nothing is sent to a URL
/// from the message.
package enum Rejection: Error, Hashable, Sendable {
    /// The received data is not a SAML message.
    case unreadable(BindingFailure)
    /// No registered service provider has this entityID.
    case unknownServiceProvider(EntityID)
    /// The request has no signature, and this service provider must sign.
    case unsigned(UnsignedRequest.Refusal, SignatureClaim)
    /// The signature is not valid.
    case unverified(VerificationFailure, SignatureClaim)
    /// The message breaks a rule of the standard.
    case rule(RuleViolation)
    /// The request was used before, and this browser cannot continue its login.
    ///
    /// The ID of a request that was refused at once. Nil when the request started a login and the browser does not send
    /// the login's cookie.
    case replayed(MessageID?)
    /// The response does not answer a request that the broker sent and still remembers.
    case unawaited(MessageID?)
    /// A link starts unsolicited SSO to a service provider whose policy does not allow it.
    case unsolicited(EntityID)
    /// This client sends more requests than the limit. After `retryAfter` the next one is accepted.
    case tooManyRequests(perMinute: Int, retryAfter: Duration)
    /// The message takes long to verify, and the queue of slow messages is full, in total or for this client.
    case verificationQueueFull(retryAfter: Duration)
}

extension Rejection {
    /// The name of the rejection in the catalogue of errors. It never changes after publication.
    package var code: String {
        switch self {
        case .unreadable(let failure): failure.code
        case .unknownServiceProvider: "unknown-service-provider"
        case .unsigned(let refusal, _): refusal.code
        case .unverified(let failure, _): failure.code
        case .rule(let violation): violation.code
        case .replayed: "replayed"
        case .unawaited: "in-response-to"
        case .unsolicited: "unsolicited"
        case .tooManyRequests: "too-many-requests"
        case .verificationQueueFull: "verification-queue-full"
        }
    }
}

extension BindingFailure {
    fileprivate var code: String {
        switch self {
        case .missing, .unexpected: "message-missing"
        case .requestAndResponse, .duplicate, .encodedName: "parameter-repeated"
        case .percentEncoding, .encoding, .base64, .deflate: "message-encoding"
        case .signatureWithoutAlgorithm, .algorithmWithoutSignature: "signature-malformed"
        case .algorithm: "signature-algorithm"
        case .tooLarge: "message-too-large"
        case .tooManyParameters: "too-many-parameters"
        case .canonicalForm: "canonical-form"
        case .relayStateTooLong, .relayStateText: "relay-state"
        case .document, .root, .envelope, .header: "message-xml"
        case .issuer: "issuer"
        }
    }
}

extension UnsignedRequest.Refusal {
    fileprivate var code: String {
        switch self {
        case .signaturePresent: "signature-malformed"
        case .notAllowed, .serviceSigns: "signature-missing"
        case .entity: "issuer"
        case .content: "message-xml"
        }
    }
}

extension VerificationFailure {
    fileprivate var code: String {
        switch self {
        case .signature(let failure): failure.code
        case .content: "message-xml"
        case .issuer: "issuer"
        }
    }
}

extension SignatureFailure {
    fileprivate var code: String {
        switch self {
        case .document: "message-xml"
        case .absent: "signature-missing"
        case .malformed, .transform, .reference, .duplicateID, .xmlID: "signature-malformed"
        case .algorithm: "signature-algorithm"
        case .canonicalForm: "canonical-form"
        case .noKey, .mismatch, .unavailable: "signature-mismatch"
        }
    }
}

extension RuleViolation {
    fileprivate var code: String {
        switch self {
        case .issuer, .issuerFormat: "issuer"
        case .version: "version"
        case .metadataExpired: "metadata-expired"
        case .role: "role"
        case .destination: "destination"
        case .issueInstant: "issue-instant"
        case .indexBesideAddress: "index-beside-address"
        case .assertionConsumerServiceIndex, .assertionConsumerServiceURL, .noAssertionConsumerService:
            "assertion-consumer-service"
        case .unsignedRequestChoosesAddress: "unsigned-request-address"
        case .tooLargeToKeep: "message-too-large"
        case .expired: "logout-expired"
        case .identifier: "name-identifier"
        case .noSingleLogoutService: "single-logout-service"
        case .inResponseTo: "in-response-to"
        }
    }
}

package import SAML
import XMLSecurity

/// A request that is not acceptable: told to the browser on an error page, and to no address that it names.
package enum Rejection: Error, Hashable, Sendable {
    /// What came is no message.
    case unreadable(BindingFailure)
    /// Nobody of that name is in the register.
    case unknownServiceProvider(EntityID)
    /// There is no signature, and this service must sign.
    case unsigned(UnsignedRequest.Refusal, SignatureClaim)
    /// There is a signature that proves nothing.
    case unverified(VerificationFailure, SignatureClaim)
    /// The request breaks a rule of the standard.
    case rule(RuleViolation)
    /// The request was used before, and this browser did not begin what it began.
    ///
    /// Nil when only the address of what it began is left.
    case replayed(MessageID?)
    /// A service answers a request that we have not sent, or not within the time for which it is remembered.
    case unawaited(MessageID?)
    /// Somebody wants a service told of them that has sent no request, and whose entry does not allow that.
    case unsolicited(EntityID)
    /// This client brings more requests than one may; after that time the next one is read again.
    case tooManyRequests(perMinute: Int, retryAfter: Duration)
    /// The message takes long to verify, and too many such messages wait already: of all clients, or of this one.
    case verificationQueueFull(retryAfter: Duration)
}

extension Rejection {
    /// The name under which the catalogue explains it. Never changes once published.
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

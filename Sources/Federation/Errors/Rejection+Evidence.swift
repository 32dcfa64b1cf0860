import Foundation
import Octets
import SAML
import XML
import XMLSecurity

extension Rejection {
    /// The expected and the received value, for the engineers of the service provider. Values, not sentences.
    package struct Evidence: Hashable, Sendable {
        /// Values that are acceptable; nil when the catalogue of errors is enough.
        package let expected: String?
        /// The received value, unescaped, up to 600 Unicode scalars. The caller must escape it.
        package let received: String?

        fileprivate init(_ expected: String?, _ received: String?) {
            self.expected = expected
            self.received = received?.cut(maximumScalars: 600)
        }
    }

    /// The values that the error page and the log show in addition to the code.
    package var evidence: Evidence {
        switch self {
        case .unreadable(let failure): failure.evidence
        case .unknownServiceProvider(let entityID): Evidence(nil, entityID.rawValue)
        case .unsigned(let refusal, let claim): refusal.evidence(claim)
        case .unverified(let failure, let claim): failure.evidence(claim)
        case .rule(let violation): violation.evidence
        case .replayed(let id): Evidence(nil, id.map { "ID=\"\($0)\"" })
        case .unawaited(let request):
            Evidence(nil, request.map { "InResponseTo=\"\($0)\"" })
        case .unsolicited(let entityID): Evidence(nil, entityID.rawValue)
        case .tooManyRequests(let perMinute, _): Evidence("≤ \(perMinute) / 60 s", nil)
        case .verificationQueueFull: Evidence(nil, nil)
        }
    }
}

extension Rejection.Evidence {
    fileprivate init(_ cost: CanonicalCost, _ received: Int) {
        self.init(
            "canonical form ≤ \(CanonicalCost.maximumGrowth) × \(received) B",
            "canonical form ≈ \(cost.octets) B, work \(cost.work)")
    }

    fileprivate init(_ failure: DecodingFailure) {
        self.init(failure.expected, "\(failure.element), line \(failure.line): \(failure.received)")
    }
}

extension BindingFailure {
    fileprivate var evidence: Rejection.Evidence {
        switch self {
        case .missing(let parameter): .init(parameter.rawValue, "\(parameter.rawValue) × 0")
        case .unexpected(let parameter): .init(nil, parameter.rawValue)
        case .requestAndResponse: .init("SAMLRequest", "SAMLRequest, SAMLResponse")
        case .duplicate(let parameter): .init("\(parameter) × 1", "\(parameter) × 2")
        case .encodedName(let parameter), .percentEncoding(let parameter): .init(nil, parameter)
        case .encoding(let received): .init("urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE", received)
        case .signatureWithoutAlgorithm: .init("Signature, SigAlg", "Signature")
        case .algorithmWithoutSignature: .init("Signature, SigAlg", "SigAlg")
        case .algorithm(let expected, let received): .init(expected.joined(separator: ", "), received)
        case .base64(let parameter): .init("base64 (RFC 4648 §4)", parameter)
        case .deflate(let maximum, let start):
            .init(
                "DEFLATE (RFC 1951), ≤ \(maximum) B",
                Hexadecimal.uppercase(start, separator: " ") + " …")
        case .tooLarge(let maximum): .init("≤ \(maximum) B", "> \(maximum) B")
        case .tooManyParameters(let maximum): .init("≤ \(maximum)", "> \(maximum)")
        case .canonicalForm(let cost, let received): .init(cost, received)
        case .relayStateTooLong(let maximum, let received): .init("≤ \(maximum) B", "\(received) B")
        case .relayStateText: .init("UTF-8, U+0000 ∉", nil)
        case .document(let error): .init(nil, "\(error)")
        case .root(let expected, let received): .init(expected, received)
        case .header(let name): .init(nil, name)
        case .envelope(let failure), .issuer(let failure): .init(failure)
        }
    }
}

extension SignatureClaim {
    fileprivate var keysWanted: String { "SHA-256(X509Certificate) = \(trusted.joined(separator: ", "))" }

    fileprivate var what: String {
        let parts = [
            "Issuer=\"\(issuer.rawValue)\"", "Binding=\"\(binding.rawValue)\"",
            "Algorithm=\"\(algorithm ?? "")\"", fingerprint.map { "SHA-256(X509Certificate) = \($0)" },
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }
}

extension UnsignedRequest.Refusal {
    fileprivate func evidence(_ claim: SignatureClaim) -> Rejection.Evidence {
        switch self {
        case .signaturePresent, .notAllowed: .init(claim.keysWanted, claim.what)
        case .serviceSigns: .init("AuthnRequestsSigned=\"true\" \(claim.keysWanted)", claim.what)
        case .entity(let expected, let received): .init(expected.rawValue, received.rawValue)
        case .content(let failure): .init(failure)
        }
    }
}

extension VerificationFailure {
    fileprivate func evidence(_ claim: SignatureClaim) -> Rejection.Evidence {
        switch self {
        case .signature(let failure): failure.evidence(claim)
        case .content(let failure): .init(failure)
        case .issuer(let expected, let received): .init(expected.rawValue, received?.rawValue)
        }
    }
}

extension SignatureFailure {
    fileprivate func evidence(_ claim: SignatureClaim) -> Rejection.Evidence {
        switch self {
        case .document(let error): .init(nil, "\(error)")
        case .absent, .noKey, .mismatch: .init(claim.keysWanted, claim.what)
        case .unavailable: .init(nil, nil)
        case .malformed(let what), .reference(let what), .duplicateID(let what), .xmlID(let what): .init(nil, what)
        case .algorithm(let uri):
            .init(SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", "), uri)
        case .canonicalForm(let cost, let received): .init(cost, received)
        case .transform(let uri):
            .init(
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature, http://www.w3.org/2001/10/xml-exc-c14n#", uri)
        }
    }
}

extension RuleViolation {
    fileprivate var evidence: Rejection.Evidence {
        switch self {
        case .issuer(let expected, let received): .init(expected.rawValue, received?.rawValue)
        case .issuerFormat(let received): .init(NameIDFormat.entity.rawValue, received.rawValue)
        case .version(let received): .init("2.0", received)
        case .metadataExpired(let instant): .init("validUntil > now", "validUntil=\"\(SAMLInstant.format(instant))\"")
        case .role(let expected): .init(expected, nil)
        case .destination(let expected, let received): .init(expected, received)
        case .issueInstant(let received, let now, let allowed):
            .init(
                "\(SAMLInstant.format(now)) ± \(allowed.components.seconds) s",
                "\(SAMLInstant.format(received)) (\(Self.signed(received.timeIntervalSince(now))) s)")
        case .indexBesideAddress(let index):
            .init(nil, "AssertionConsumerServiceIndex=\"\(index)\" + AssertionConsumerServiceURL / ProtocolBinding")
        case .assertionConsumerServiceIndex(let expected, let received):
            .init(expected.map(String.init).joined(separator: ", "), "\(received)")
        case .assertionConsumerServiceURL(let expected, let received):
            .init(expected.joined(separator: ", "), received)
        case .noAssertionConsumerService: .init("md:AssertionConsumerService Binding=\"\(Binding.httpPOST)\"", nil)
        case .unsignedRequestChoosesAddress(let expected, let received): .init(expected, received)
        case .tooLargeToKeep(let maximum, let received): .init("≤ \(maximum) B", "\(received) B")
        case .expired(let end, let now):
            .init("NotOnOrAfter > \(SAMLInstant.format(now))", "NotOnOrAfter=\"\(SAMLInstant.format(end))\"")
        case .identifier(let received): .init("saml:NameID", received)
        case .noSingleLogoutService:
            .init("md:SingleLogoutService Binding=\"\(Binding.httpRedirect)\" / \"\(Binding.httpPOST)\"", nil)
        case .inResponseTo(let expected, let received): .init(expected.rawValue, received?.rawValue)
        }
    }

    private static func signed(_ seconds: Double) -> String {
        let rounded = Int(seconds.rounded())
        return rounded > 0 ? "+\(rounded)" : "\(rounded)"
    }
}

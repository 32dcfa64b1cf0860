import Octets
import XML
public import XMLSecurity

/// What a message claims about its signature.
///
/// It proves nothing. It explains to an engineer why a signature is invalid: usually the service signs with another key
/// than the one in its metadata.
public struct SignatureClaim: Hashable, Sendable {
    /// The entityID that the message names as its issuer.
    public let issuer: EntityID
    /// The binding by which the message was received.
    public let binding: Binding
    /// The URI of the signature algorithm; nil when there is no readable signature.
    public let algorithm: String?
    /// The SHA-256 of the certificate in the signature, in lower-case hexadecimal. Nil when there is none, as in the
    /// Redirect binding.
    public let fingerprint: String?
    /// The SHA-256 of each certificate of the metadata whose key was tried, in lower-case hexadecimal.
    public let trusted: [String]
}

extension Received {
    /// Returns what the message claims about its signature.
    ///
    /// - Parameter keys: the keys with which it was verified.
    /// - SeeAlso: XML Signature §4.4.2 for the algorithm, §4.5.4 for the certificate; Bindings §3.4.4.1.
    public func signatureClaim(against keys: [TrustedKey]) -> SignatureClaim {
        let inDocument = element.element(XMLName(.xmlSignature, "Signature"))
        let method = inDocument?.element(XMLName(.xmlSignature, "SignedInfo"))?
            .element(XMLName(.xmlSignature, "SignatureMethod"))?.attribute("Algorithm")
        let certificate = inDocument?.element(XMLName(.xmlSignature, "KeyInfo"))?
            .element(XMLName(.xmlSignature, "X509Data"))?.element(XMLName(.xmlSignature, "X509Certificate"))?.text
        let claimed = certificate.flatMap { text -> TrustedKey? in
            guard text.utf8.count <= maximumCertificate else { return nil }
            return Base64.decode(text.utf8).flatMap { try? TrustedKey(certificateDER: $0) }
        }
        return SignatureClaim(
            issuer: claimedIssuer, binding: binding, algorithm: signature?.algorithm.rawValue ?? method,
            fingerprint: claimed?.fingerprint, trusted: keys.map(\.fingerprint))
    }

    /// The maximum length in characters of Base64: twice what the certificate of a key of 16,384 bits needs.
    private var maximumCertificate: Int { 16_384 }
}

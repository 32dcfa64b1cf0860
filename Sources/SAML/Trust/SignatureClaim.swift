import XML
public import XMLSecurity

/// What a message says of its own signature. It proves nothing: it is for telling an engineer why a signature does not
/// hold, which is most often that the service signs with another key than the one in its metadata.
public struct SignatureClaim: Hashable, Sendable {
    /// Who says to have sent the message.
    public let issuer: EntityID
    /// How it came.
    public let binding: Binding
    /// The URI of the signature's algorithm; nil when there is no signature, or none that can be read.
    public let algorithm: String?
    /// SHA-256 of the certificate that came with the signature, in lower-case hexadecimal; nil when none did, as with
    /// every redirect.
    public let fingerprint: String?
    /// SHA-256 of each certificate of the metadata whose key the signature was held against, in lower-case hexadecimal.
    public let trusted: [String]
}

extension Received {
    /// What the message says of its signature.
    ///
    /// - Parameter keys: those against which it is held.
    /// - SeeAlso: XML Signature §4.4.2 for the algorithm, §4.5.4 for the certificate; Bindings §3.4.4.1.
    public func signatureClaim(against keys: [TrustedKey]) -> SignatureClaim {
        let inDocument = element.element(XMLName(.xmlSignature, "Signature"))
        let method = inDocument?.element(XMLName(.xmlSignature, "SignedInfo"))?
            .element(XMLName(.xmlSignature, "SignatureMethod"))?.attribute("Algorithm")
        let certificate = inDocument?.element(XMLName(.xmlSignature, "KeyInfo"))?
            .element(XMLName(.xmlSignature, "X509Data"))?.element(XMLName(.xmlSignature, "X509Certificate"))?.text
        let claimed = certificate.flatMap { text -> TrustedKey? in
            guard text.utf8.count <= maximumCertificate else { return nil }
            return Base64.decode(text.utf8.filter { !" \t\r\n".utf8.contains($0) })
                .flatMap { try? TrustedKey(certificateDER: $0) }
        }
        return SignatureClaim(
            issuer: claimedIssuer, binding: binding, algorithm: signature?.algorithm.rawValue ?? method,
            fingerprint: claimed?.fingerprint, trusted: keys.map(\.fingerprint))
    }

    /// Characters of Base64: what the certificate of a key of 16,384 bits needs, twice.
    private var maximumCertificate: Int { 16_384 }
}

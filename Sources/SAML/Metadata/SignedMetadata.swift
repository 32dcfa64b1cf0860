public import XML
public import XMLSecurity

/// The reason why signed metadata was not accepted.
public enum SignedMetadataFailure: Error, Hashable, Sendable {
    /// The document as a whole has no signature, or none of the keys made it.
    case signature(SignatureFailure)
    /// The signed metadata cannot be used.
    case content(MetadataError)
}

extension EntityDescriptor {
    /// Reads one entity's metadata from the octets that a trusted key signed.
    ///
    /// The signature authenticates the document, so the transport need not. The caller must check
    /// ``EntityDescriptor/validUntil``: an attacker can replay an old document with a valid signature to bring back a
    /// withdrawn key.
    /// - Parameters:
    ///   - bytes: the document, UTF-8.
    ///   - keys: the trusted keys. Obtain them out of band, never from the document.
    /// - Throws: `SignedMetadataFailure`.
    /// - SeeAlso: Metadata §3.
    public init(
        decoding bytes: [UInt8], signedBy keys: [TrustedKey], limits: XMLLimits = .metadata
    ) throws(SignedMetadataFailure) {
        let signed: SignedElement
        do {
            signed = try SignedElement.verify(document: bytes, trusting: keys, limits: limits)
        } catch {
            throw .signature(error)
        }
        do {
            try self.init(decoding: signed.element)
        } catch {
            throw .content(error)
        }
    }
}

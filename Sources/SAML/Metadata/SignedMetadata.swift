public import XML
public import XMLSecurity

/// Why metadata is not the word of somebody trusted.
public enum SignedMetadataFailure: Error, Hashable, Sendable {
    /// There is no signature over the whole document, or it does not hold with any of the keys.
    case signature(SignatureFailure)
    /// What was signed cannot be used.
    case content(MetadataError)
}

extension EntityDescriptor {
    /// Reads one entity's metadata that a trusted key signed, and from the signed octets alone.
    ///
    /// So it does not matter how the document travelled. Whether it is still valid, ``EntityDescriptor/validUntil``
    /// tells: an old document with a good signature is how an attacker brings back a key that was withdrawn.
    /// - Parameters:
    ///   - bytes: the document, UTF-8.
    ///   - keys: whom to believe: learnt by another way than from the document.
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

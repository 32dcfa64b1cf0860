public import XML
public import XMLSecurity

/// Writes metadata, signed, in canonical form.
/// - SeeAlso: Metadata §3.
public struct MetadataWriter: Sendable {
    private let signer: ElementSigner

    /// Creates a writer.
    /// - Parameter key: the key that signs the document. For a federation's metadata it usually differs from the key
    ///   that signs messages.
    public init(key: SigningKey) {
        signer = ElementSigner(key: key)
    }

    /// Returns the entity's metadata with an enveloped signature.
    /// - Parameters:
    ///   - entity: the metadata. It should have a `validUntil`.
    ///   - id: a new ID, to which the signature refers.
    /// - Throws: errors of writing or signing.
    public func document(_ entity: EntityDescriptor, id: MessageID) throws -> CanonicalElement {
        try signer.sign(entity.xml(id: id))
    }
}

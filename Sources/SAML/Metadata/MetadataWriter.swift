public import XML
public import XMLSecurity

/// Writes metadata, signed, in canonical form.
/// - SeeAlso: Metadata §3.
public struct MetadataWriter: Sendable {
    private let signer: ElementSigner

    /// Makes a writer.
    /// - Parameter key: signs the document; for a federation's metadata that is rarely the key that signs messages.
    public init(key: SigningKey) {
        signer = ElementSigner(key: key)
    }

    /// The entity's metadata with an enveloped signature.
    /// - Parameters:
    ///   - entity: what to say. Give it a `validUntil`.
    ///   - id: a name for the signature to refer to, new each time.
    /// - Throws: what writing or signing throws.
    public func document(_ entity: EntityDescriptor, id: MessageID) throws -> CanonicalElement {
        try signer.sign(entity.xml(id: id))
    }
}

public import XML

/// The reason why a signature was not accepted.
public enum SignatureFailure: Error, Hashable, Sendable {
    /// The document, or the digested octets, are not acceptable XML.
    case document(XMLError)
    /// The element has no signature, or the element is missing.
    case absent
    /// The signature does not have the shape that SAML profiles (Core §5.4). The payload describes the difference.
    case malformed(String)
    /// The algorithm is not accepted. The payload is its URI.
    case algorithm(String)
    /// A transform or the canonicalisation is not accepted. The payload is its URI.
    case transform(String)
    /// The reference is to another element than the one that holds the signature. The payload is its URI.
    case reference(String)
    /// Two elements have the same ID.
    case duplicateID(String)
    /// The document has an `xml:id`, a second way to identify an element.
    case xmlID(String)
    /// The canonical form would be too costly for the octets received. The payload is the predicted cost and the octets
    /// received.
    case canonicalForm(CanonicalCost, received: Int)
    /// None of the trusted keys is of the kind that the signature algorithm needs.
    case noKey
    /// The signature was made with another key, or the content was changed.
    case mismatch
    /// A local error: not enough memory, or the libraries could not be initialised.
    case unavailable
}

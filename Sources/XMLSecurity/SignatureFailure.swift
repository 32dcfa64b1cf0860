public import XML

/// Why a signature does not prove anything.
public enum SignatureFailure: Error, Hashable, Sendable {
    /// The document, or what was digested of it, is not acceptable XML.
    case document(XMLError)
    /// The element has no signature, or there is no such element.
    case absent
    /// The signature is not shaped as SAML profiles it (Core §5.4); the payload says in what.
    case malformed(String)
    /// The algorithm is not one of those accepted; the payload is its URI.
    case algorithm(String)
    /// A transform, or the canonicalisation, is not the accepted one; the payload is its URI.
    case transform(String)
    /// The reference is not to the element that holds the signature; the payload is its URI.
    case reference(String)
    /// Two elements have the same ID.
    case duplicateID(String)
    /// There is an `xml:id`, a second way to say which element is meant.
    case xmlID(String)
    /// The canonical form that the signature needs would cost too much for the octets received: the predicted octets,
    /// and how many are accepted.
    case canonicalForm(CanonicalCost, received: Int)
    /// None of the trusted keys is of the kind that the signature needs.
    case noKey
    /// The signature was made with another key, or the content was changed.
    case mismatch
    /// The machine's fault: no memory, or the libraries did not start.
    case unavailable
}

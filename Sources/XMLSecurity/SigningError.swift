/// Why an element cannot be signed.
public enum SigningError: Error, Hashable, Sendable {
    /// The element has no attribute ID, or one that is no NCName.
    case noID
    /// The element declares the prefix `ds` itself.
    case prefixTaken
}

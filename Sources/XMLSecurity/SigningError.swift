/// The reason why an element cannot be signed.
public enum SigningError: Error, Hashable, Sendable {
    /// The element has no attribute ID, or its value is not an NCName.
    case noID
    /// The element declares the prefix `ds`, which the signature needs.
    case prefixTaken
}

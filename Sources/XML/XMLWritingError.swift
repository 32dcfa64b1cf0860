/// The reason why a tree cannot be written as XML. The writer never replaces or drops a character silently.
public enum XMLWritingError: Error, Hashable, Sendable {
    /// A text or an attribute's value holds a character that XML 1.0 cannot represent (§2.2): NUL and other controls,
    /// U+FFFE and U+FFFF. The payload is its scalar value.
    case character(UInt32)
    /// The name of an element, attribute or prefix is not an NCName.
    case name(String)
    /// Two namespaces have the same prefix in one start tag, or a namespace has no usable prefix.
    case prefix(String)
    /// An element has the same attribute twice.
    case duplicateAttribute(String)
    /// A rendered element declares a namespace that is already in scope, so its octets would not be canonical there.
    case namespaceInScope(prefix: String)
}

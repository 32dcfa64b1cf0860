/// Why a tree cannot be written as XML. Nothing is replaced or dropped silently.
public enum XMLWritingError: Error, Hashable, Sendable {
    /// A text or an attribute's value holds a character that XML 1.0 cannot carry (§2.2): NUL and other controls, U+FFFE
    /// and U+FFFF. The payload is its scalar value.
    case character(UInt32)
    /// An element's, attribute's or prefix's name is no NCName.
    case name(String)
    /// One prefix would have to stand for two namespaces in the same start tag, or a namespace has no usable prefix.
    case prefix(String)
    /// An element has the same attribute twice.
    case duplicateAttribute(String)
    /// A rendered element declares a namespace that is in scope already, so its octets would not be canonical there.
    case namespaceInScope(prefix: String)
}

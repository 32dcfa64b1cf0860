package import XML

/// Which element of a document has to be signed.
package enum SignedPath: Hashable, Sendable {
    /// The root.
    case root
    /// The root's one child of that name, such as the assertion in a response.
    case child(XMLName)
}

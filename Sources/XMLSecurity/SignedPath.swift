package import XML

/// The element of a document that must be signed.
package enum SignedPath: Hashable, Sendable {
    /// The root.
    case root
    /// The root's only child with this name, for example the assertion in a response.
    case child(XMLName)
    /// The only child with this name of the root's only child named `of`, for example the message in a SOAP envelope's
    /// Body.
    case grandchild(XMLName, of: XMLName)
}

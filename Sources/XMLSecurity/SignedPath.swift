package import XML

/// Which element of a document has to be signed.
package enum SignedPath: Hashable, Sendable {
    /// The root.
    case root
    /// The root's one child of that name, such as the assertion in a response.
    case child(XMLName)
    /// The one child of that name of the root's one child of the other, such as the message in a SOAP envelope's Body.
    case grandchild(XMLName, of: XMLName)
}

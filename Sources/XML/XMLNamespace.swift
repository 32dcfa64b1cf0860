/// A namespace: its URI, which identifies it, and the prefix that Aldaba writes for it.
///
/// Two namespaces are equal when their URIs are, octet by octet: a message may use any prefix.
public struct XMLNamespace: Hashable, Sendable {
    /// The namespace's URI; empty for "no namespace".
    public let uri: String

    /// The prefix with which the writer declares the namespace.
    ///
    /// Empty for "no namespace" and for a default namespace that was parsed. Every other namespace that Aldaba writes
    /// has a prefix.
    public let prefix: String

    /// Creates a namespace.
    public init(uri: String, prefix: String) {
        self.uri = uri
        self.prefix = prefix
    }

    /// No namespace, as SAML's attributes have.
    public static let none = XMLNamespace(uri: "", prefix: "")

    /// Whether both have the same URI.
    public static func == (left: XMLNamespace, right: XMLNamespace) -> Bool {
        left.uri.isExactly(right.uri)
    }

    /// Hashes the URI alone, as equality compares it.
    public func hash(into hasher: inout Hasher) { hasher.combine(uri) }
}

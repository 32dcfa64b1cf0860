/// A namespace: its URI, which is its identity, and the prefix that Aldaba writes for it.
///
/// Two namespaces are equal when their URIs are, byte for byte: prefixes are a matter of taste and a message may use any.
public struct XMLNamespace: Hashable, Sendable {
    /// The namespace's URI; empty for "no namespace".
    public let uri: String

    /// The prefix with which the writer declares the namespace. Empty for "no namespace", and for a default namespace that
    /// was parsed; what we write ourselves has a prefix.
    public let prefix: String

    /// Names a namespace.
    public init(uri: String, prefix: String) {
        self.uri = uri
        self.prefix = prefix
    }

    /// No namespace: where SAML's attributes live.
    public static let none = XMLNamespace(uri: "", prefix: "")

    /// Whether both have the same URI.
    public static func == (left: XMLNamespace, right: XMLNamespace) -> Bool {
        left.uri.isExactly(right.uri)
    }

    /// Feeds the URI alone, as equality does.
    public func hash(into hasher: inout Hasher) { hasher.combine(uri) }
}

/// The name of an element or an attribute: a namespace and a local name.
public struct XMLName: Hashable, Sendable {
    /// The namespace; `.none` for an attribute without a prefix.
    public let namespace: XMLNamespace

    /// The part after the colon, an NCName.
    public let localName: String

    /// Creates the name of an element or attribute.
    public init(_ namespace: XMLNamespace, _ localName: String) {
        self.namespace = namespace
        self.localName = localName
    }
}

extension XMLName: ExpressibleByStringLiteral {
    /// Creates a name in no namespace, as SAML's attributes have.
    public init(stringLiteral localName: String) {
        self.init(.none, localName)
    }
}

extension XMLName {
    /// Whether both have the same namespace URI and local name, octet by octet.
    public static func == (left: XMLName, right: XMLName) -> Bool {
        left.localName.isExactly(right.localName) && left.namespace == right.namespace
    }
}

extension XMLName: CustomStringConvertible {
    /// `prefix:localName`, for log lines and error texts.
    public var description: String {
        namespace.prefix.isEmpty ? localName : "\(namespace.prefix):\(localName)"
    }
}

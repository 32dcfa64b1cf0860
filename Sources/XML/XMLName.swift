/// The name of an element or an attribute: a namespace and a local name.
public struct XMLName: Hashable, Sendable {
    /// The namespace; `.none` for an attribute without a prefix.
    public let namespace: XMLNamespace

    /// The part after the colon, an NCName.
    public let localName: String

    /// Names an element or attribute.
    public init(_ namespace: XMLNamespace, _ localName: String) {
        self.namespace = namespace
        self.localName = localName
    }
}

extension XMLName: ExpressibleByStringLiteral {
    /// A name in no namespace, as SAML's attributes have.
    public init(stringLiteral localName: String) {
        self.init(.none, localName)
    }
}

extension XMLName {
    /// Whether both name the same, byte for byte.
    public static func == (left: XMLName, right: XMLName) -> Bool {
        left.localName.isExactly(right.localName) && left.namespace == right.namespace
    }
}

extension XMLName: CustomStringConvertible {
    /// `prefix:localName`, for messages to people.
    public var description: String {
        namespace.prefix.isEmpty ? localName : "\(namespace.prefix):\(localName)"
    }
}

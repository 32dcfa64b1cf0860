/// An element as a value: what the strict parser reads and the canonical writer writes.
///
/// It holds elements, attributes and text. The parser does not keep comments, processing instructions or entities.
/// Adjacent text is one node, so a comment cannot cut a value in two.
public struct XMLElement: Hashable, Sendable {
    /// The element's name.
    public let name: XMLName

    /// The attributes, namespace declarations excluded, in document order.
    public let attributes: [XMLAttribute]

    /// Additional namespaces to declare on this element, for prefixes that occur only inside values, as in `xsi:type`.
    ///
    /// Empty after parsing.
    public let declaring: [XMLNamespace]

    /// The content in document order.
    public let children: [XMLNode]

    /// The line on which the start tag ends, counted from 1; 0 for an element that was not parsed. Equality ignores it.
    public let line: Int

    /// Makes an element.
    public init(
        _ name: XMLName, attributes: [XMLAttribute] = [], declaring: [XMLNamespace] = [], _ children: [XMLNode] = [],
        line: Int = 0
    ) {
        self.name = name
        self.attributes = attributes
        self.declaring = declaring
        self.children = children
        self.line = line
    }

    /// Whether both have the same content. The line is ignored.
    public static func == (left: XMLElement, right: XMLElement) -> Bool {
        left.name == right.name && left.attributes == right.attributes && left.declaring == right.declaring
            && left.children == right.children
    }

    /// Hashes the properties that equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(attributes)
        hasher.combine(declaring)
        hasher.combine(children)
    }
}

/// A node of an element's content.
public enum XMLNode: Hashable, Sendable {
    /// A child element.
    case element(XMLElement)
    /// Character data, with entities resolved.
    case text(String)
    /// An element already written in canonical form, for example a signed assertion inside a response.
    ///
    /// The parser never makes one, and the reading methods skip it.
    case rendered(CanonicalElement)
}

/// An attribute: a name and its normalised value.
public struct XMLAttribute: Hashable, Sendable {
    /// The name; in no namespace unless prefixed.
    public let name: XMLName

    /// The value, with entities resolved.
    public let value: String

    /// Makes an attribute.
    public init(_ name: XMLName, _ value: String) {
        self.name = name
        self.value = value
    }
}

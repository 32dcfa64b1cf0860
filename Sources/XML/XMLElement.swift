/// An element as a value: what the strict parser reads and what the canonical writer writes.
///
/// It holds elements, attributes and text, and nothing else that XML knows: comments, processing instructions and
/// entities never come this far. Adjacent text is one node, so that nothing can cut a value in two.
public struct XMLElement: Hashable, Sendable {
    /// The element's name.
    public let name: XMLName

    /// The attributes, namespace declarations excluded, in document order.
    public let attributes: [XMLAttribute]

    /// Namespaces to declare on this element though no name needs them: prefixes that occur only inside values, as in
    /// `xsi:type`. The parser leaves it empty.
    public let declaring: [XMLNamespace]

    /// The content in document order.
    public let children: [XMLNode]

    /// The line on which the start tag ends, counted from 1; 0 for an element that was not parsed. Not compared.
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

    /// Whether both say the same; where they stood in a document does not count.
    public static func == (left: XMLElement, right: XMLElement) -> Bool {
        left.name == right.name && left.attributes == right.attributes && left.declaring == right.declaring
            && left.children == right.children
    }

    /// Feeds what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(attributes)
        hasher.combine(declaring)
        hasher.combine(children)
    }
}

/// What an element contains.
public enum XMLNode: Hashable, Sendable {
    /// A child element.
    case element(XMLElement)
    /// Character data, entities resolved.
    case text(String)
    /// An element already written in canonical form, such as a signed assertion inside a response. The parser never
    /// makes one, and reading passes over it.
    case rendered(CanonicalElement)
}

/// An attribute: a name and its normalised value.
public struct XMLAttribute: Hashable, Sendable {
    /// The name; in no namespace unless prefixed.
    public let name: XMLName

    /// The value, entities resolved.
    public let value: String

    /// Makes an attribute.
    public init(_ name: XMLName, _ value: String) {
        self.name = name
        self.value = value
    }
}

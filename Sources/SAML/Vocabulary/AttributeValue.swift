public import XML

/// One value of an attribute.
/// - SeeAlso: Core §2.7.3.1.1.
public struct AttributeValue: Hashable, Sendable {
    /// The value as text, exactly as written; empty for an empty element.
    @Exact public private(set) var text: String
    /// The schema type to write as `xsi:type`. Nil after reading: in canonical form the prefix in the value may have
    /// lost its declaration, and nothing depends on the type.
    public let type: XMLName?
    /// The child elements when the value is not text, for example a NameID. They are kept and not interpreted.
    public let elements: [XMLElement]

    /// Creates a value.
    /// - Parameter type: the schema type to write; `xs:string` when no other is known, nil for none.
    public init(_ text: String, type: XMLName? = nil, elements: [XMLElement] = []) {
        self.text = text
        self.type = type
        self.elements = elements
    }

    /// `xs:string`.
    public static let string = XMLName(.xs, "string")

    static let elementName = XMLName(.saml, "AttributeValue")

    init(decoding element: XMLElement) {
        text = element.text
        type = nil
        elements = element.elements
    }

    /// The value as a `saml:AttributeValue`. An ancestor must declare the namespace of ``type``.
    public var xml: XMLElement {
        XMLElement(
            Self.elementName,
            attributes: type.map { [XMLAttribute(XMLName(.xsi, "type"), "\($0)")] } ?? [],
            (text.isEmpty ? [] : [.text(text)]) + elements.map(XMLNode.element))
    }
}

import XML

extension XMLElement {
    /// Creates an element. Nil attributes and children are omitted.
    init(
        _ namespace: XMLNamespace, _ localName: String, _ attributes: KeyValuePairs<String, String?> = [:],
        declaring: [XMLNamespace] = [], children: [XMLElement?] = []
    ) {
        self.init(
            XMLName(namespace, localName), attributes: Self.present(attributes), declaring: declaring,
            children.compactMap { $0.map(XMLNode.element) })
    }

    /// Creates an element with text as its only content.
    init(
        _ namespace: XMLNamespace, _ localName: String, _ attributes: KeyValuePairs<String, String?> = [:],
        text: String
    ) {
        self.init(XMLName(namespace, localName), attributes: Self.present(attributes), [.text(text)])
    }

    private static func present(_ attributes: KeyValuePairs<String, String?>) -> [XMLAttribute] {
        attributes.compactMap { name, value in value.map { XMLAttribute(XMLName(stringLiteral: name), $0) } }
    }
}

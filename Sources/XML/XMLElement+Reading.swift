extension XMLElement {
    /// Returns the value of the attribute with this name, or nil when the attribute is absent. The value can be empty.
    public func attribute(_ name: XMLName) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The child elements, in document order.
    public var elements: [XMLElement] {
        children.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }

    /// Returns the child elements with this name, in document order.
    public func elements(_ name: XMLName) -> [XMLElement] {
        elements.filter { $0.name == name }
    }

    /// Returns the first child element with this name, or nil.
    public func element(_ name: XMLName) -> XMLElement? {
        for case .element(let child) in children where child.name == name { return child }
        return nil
    }

    /// The element's own text, white space included, without the text of child elements.
    public var text: String {
        children.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
    }
}

extension XMLElement {
    /// The value of the attribute with that name, or nil; empty and absent are distinct.
    public func attribute(_ name: XMLName) -> String? {
        attributes.first { $0.name == name }?.value
    }

    /// The child elements, in document order.
    public var elements: [XMLElement] {
        children.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }

    /// The child elements with that name, in document order.
    public func elements(_ name: XMLName) -> [XMLElement] {
        elements.filter { $0.name == name }
    }

    /// The first child element with that name, or nil.
    public func element(_ name: XMLName) -> XMLElement? {
        for case .element(let child) in children where child.name == name { return child }
        return nil
    }

    /// The element's own text, white space kept; text inside child elements does not belong to it.
    public var text: String {
        children.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
    }
}

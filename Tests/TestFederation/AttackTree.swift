package import XML

/// Changes that an attacker makes to a parsed document. Each function returns a changed copy.
extension XMLElement {
    /// Returns the element with other children.
    package func with(children: [XMLNode]) -> XMLElement {
        XMLElement(name, attributes: attributes, declaring: declaring, children, line: line)
    }

    /// Returns the element with an attribute set, or removed when `value` is nil.
    package func with(attribute name: XMLName, _ value: String?) -> XMLElement {
        let others = attributes.filter { $0.name != name }
        let added = value.map { [XMLAttribute(name, $0)] } ?? []
        return XMLElement(self.name, attributes: others + added, declaring: declaring, children, line: line)
    }

    /// Returns the element with another name.
    package func renamed(_ name: XMLName) -> XMLElement {
        XMLElement(name, attributes: attributes, declaring: declaring, children, line: line)
    }

    /// Returns the element without its children of this name.
    package func without(_ name: XMLName) -> XMLElement {
        with(children: children.filter { if case .element(let child) = $0 { child.name != name } else { true } })
    }

    /// Returns the element with one more child at the end.
    package func appending(_ child: XMLElement) -> XMLElement {
        with(children: children + [.element(child)])
    }

    /// Returns the element with one more child before all others.
    package func prepending(_ child: XMLElement) -> XMLElement {
        with(children: [.element(child)] + children)
    }

    /// Returns the element with one more child before the first child of this name.
    package func inserting(_ child: XMLElement, before name: XMLName) -> XMLElement {
        let index = children.firstIndex { if case .element(let other) = $0 { other.name == name } else { false } }
        var children = children
        children.insert(.element(child), at: index ?? 0)
        return with(children: children)
    }

    /// Returns the element with every child of this name replaced.
    package func replacing(_ name: XMLName, by change: (XMLElement) -> XMLElement) -> XMLElement {
        with(
            children: children.map { node in
                if case .element(let child) = node, child.name == name { .element(change(child)) } else { node }
            })
    }

    /// Returns the element with the text of every descendant of this name replaced.
    package func replacingText(of name: XMLName, with text: String) -> XMLElement {
        if self.name == name { return with(children: [.text(text)]) }
        return with(
            children: children.map { node in
                if case .element(let child) = node { .element(child.replacingText(of: name, with: text)) } else { node }
            })
    }

    /// The element with the prefix of XML Schema declared again where `xsi:type` needs it. Parsing drops declarations
    /// that no name needs, and without them a signature would become invalid.
    package var declaringSchemaTypes: XMLElement {
        let isTyped = attributes.contains { $0.name.localName == "type" && $0.value.hasPrefix("xs:") }
        return XMLElement(
            name, attributes: attributes,
            declaring: isTyped ? [XMLNamespace(uri: "http://www.w3.org/2001/XMLSchema", prefix: "xs")] : declaring,
            children.map { if case .element(let child) = $0 { .element(child.declaringSchemaTypes) } else { $0 } },
            line: line)
    }
}

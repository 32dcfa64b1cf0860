import CXMLSec

/// Copies libxml2's tree into values. Valid while that tree is.
///
/// Recursion is as deep as the document. The parser has limited the depth.
struct TreeReader {
    /// A cache of names. libxml2 keeps one copy of each name, so the address identifies it.
    private var names = [CachedName?](repeating: nil, count: 64)
    /// One value for each declaration of the document: a URI that many elements use is copied once.
    private var namespaces: [OpaquePointer: XMLNamespace] = [:]

    private struct CachedName {
        let localName: UnsafePointer<CChar>
        let namespace: OpaquePointer?
        let name: XMLName
    }

    /// Returns the element, or nil when it holds a node that only a document type can produce.
    mutating func element(_ node: aldaba_node) -> XMLElement? {
        guard let localName = node.local_name, let attributes = attributes(node.first_attribute) else { return nil }
        var children: [XMLNode] = []
        var next = node.first_child
        while let pointer = next {
            let child = aldaba_node_read(pointer)
            next = child.next
            switch Int(child.kind) {
            case Int(ALDABA_NODE_ELEMENT):
                guard let element = element(child) else { return nil }
                children.append(.element(element))
            case Int(ALDABA_NODE_TEXT):
                guard let content = child.content else { continue }
                let text = String(cString: content)
                if case .text(let before)? = children.last {
                    children[children.count - 1] = .text(before + text)
                } else {
                    children.append(.text(text))
                }
            default: return nil
            }
        }
        return XMLElement(
            name(localName, node.name_space), attributes: attributes, children, line: Int(node.line))
    }

    private mutating func attributes(_ first: OpaquePointer?) -> [XMLAttribute]? {
        var attributes: [XMLAttribute] = []
        var next = first
        while let pointer = next {
            let attribute = aldaba_attribute_read(pointer)
            next = attribute.next
            guard attribute.is_plain != 0, let localName = attribute.local_name else { return nil }
            attributes.append(
                XMLAttribute(name(localName, attribute.name_space), attribute.value.map { String(cString: $0) } ?? ""))
        }
        return attributes
    }

    private mutating func name(_ localName: UnsafePointer<CChar>, _ namespace: OpaquePointer?) -> XMLName {
        let slot = (Int(bitPattern: localName) >> 3 ^ Int(bitPattern: namespace) >> 4) & 63
        if let cached = names[slot], cached.localName == localName, cached.namespace == namespace { return cached.name }
        let name = XMLName(namespace.map { self.namespace($0) } ?? .none, String(cString: localName))
        names[slot] = CachedName(localName: localName, namespace: namespace, name: name)
        return name
    }

    private mutating func namespace(_ pointer: OpaquePointer) -> XMLNamespace {
        if let known = namespaces[pointer] { return known }
        let namespace = XMLNamespace(
            uri: String(cString: aldaba_namespace_uri(pointer)),
            prefix: String(cString: aldaba_namespace_prefix(pointer)))
        namespaces[pointer] = namespace
        return namespace
    }
}

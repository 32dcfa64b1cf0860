/// Writes a tree in exclusive canonical form and holds the state of the writing.
///
/// The writer remembers the first error and reports it in `finish()`, so that the other methods need no error handling.
package struct CanonicalWriter {
    /// The octets written so far.
    package private(set) var output: [UInt8] = []

    /// The declarations in scope, the innermost last.
    private var scope: [XMLNamespace] = []
    /// All namespaces declared, once each.
    private var declared: [XMLNamespace] = []
    /// All namespaces that were declared without being used by a name, once each.
    private var declaring: [XMLNamespace] = []
    private var failure: XMLWritingError?

    package init() {
        output.reserveCapacity(8_192)
    }

    /// Returns the element written, or throws the first error.
    package consuming func finish() throws(XMLWritingError) -> CanonicalElement {
        if let failure { throw failure }
        return CanonicalElement(bytes: output, namespaces: declared, declaring: declaring)
    }

    package mutating func write(_ element: XMLElement) {
        let outerScope = scope.count
        writeStartTag(element)
        for child in element.children { write(child) }
        writeEndTag(element.name)
        scope.removeLast(scope.count - outerScope)
    }

    package mutating func write(_ node: XMLNode) {
        switch node {
        case .element(let child): write(child)
        case .text(let text): writeText(text)
        case .rendered(let rendered): write(rendered)
        }
    }

    private mutating func write(_ rendered: CanonicalElement) {
        // The rendered octets assume that no default namespace is in scope.
        if let outer = scope.last(where: { $0.prefix.isEmpty }), !outer.uri.isEmpty {
            fail(.namespaceInScope(prefix: ""))
        }
        for namespace in rendered.namespaces {
            if let outer = scope.last(where: { $0.prefix.isExactly(namespace.prefix) }), outer == namespace {
                fail(.namespaceInScope(prefix: namespace.prefix))
            }
            remember(namespace, in: \.declared)
        }
        for namespace in rendered.declaring { remember(namespace, in: \.declaring) }
        output.append(contentsOf: rendered.bytes)
    }

    package mutating func writeEndTag(_ name: XMLName) {
        output.append(UInt8(ascii: "<"))
        output.append(UInt8(ascii: "/"))
        writeName(name)
        output.append(UInt8(ascii: ">"))
    }

    package mutating func writeStartTag(_ element: XMLElement) {
        output.append(UInt8(ascii: "<"))
        check(element.name)
        writeName(element.name)
        let outerScope = scope.count
        declare(element.name.namespace, isElement: true, since: outerScope)
        for attribute in element.attributes where !attribute.name.namespace.uri.isEmpty {
            declare(attribute.name.namespace, isElement: false, since: outerScope)
        }
        for namespace in element.declaring {
            declare(namespace, isElement: false, since: outerScope)
            remember(namespace, in: \.declaring)
        }
        if scope.count > outerScope { writeDeclarations(since: outerScope) }
        if element.attributes.count == 1 {
            write(element.attributes[0])
        } else if element.attributes.count > 1 {
            writeSorted(element.attributes)
        }
        output.append(UInt8(ascii: ">"))
    }

    // MARK: Namespaces

    /// Adds a namespace to the scope unless the scope already has it under this prefix.
    private mutating func declare(_ namespace: XMLNamespace, isElement: Bool, since outerScope: Int) {
        let prefix = namespace.prefix
        if prefix.isEmpty && !isElement && !namespace.uri.isEmpty { return fail(.prefix(namespace.uri)) }
        if !prefix.isEmpty && namespace.uri.isEmpty || prefix == "xmlns" { return fail(.prefix(prefix)) }
        if (prefix == "xml") != (namespace.uri == "http://www.w3.org/XML/1998/namespace") {
            return fail(.prefix(prefix))
        }
        if prefix == "xml" { return }
        var index = scope.count
        while index > 0 {
            index -= 1
            guard scope[index].prefix == prefix else { continue }
            if scope[index] == namespace { return }
            if index >= outerScope { return fail(.prefix(prefix)) }
            break
        }
        // With no default namespace in scope, `xmlns=""` is not needed.
        if prefix.isEmpty && namespace.uri.isEmpty && !scope.contains(where: { $0.prefix.isEmpty }) { return }
        if !prefix.isEmpty { checkName(prefix) }
        scope.append(namespace)
        remember(namespace, in: \.declared)
    }

    private mutating func writeDeclarations(since outerScope: Int) {
        if scope.count - outerScope > 1 { scope[outerScope...].sort { Self.precedes($0.prefix, $1.prefix) } }
        for index in outerScope..<scope.count {
            append(" xmlns")
            if !scope[index].prefix.isEmpty {
                output.append(UInt8(ascii: ":"))
                append(scope[index].prefix)
            }
            append("=\"")
            writeAttributeValue(scope[index].uri)
            output.append(UInt8(ascii: "\""))
        }
    }

    private mutating func remember(_ namespace: XMLNamespace, in list: WritableKeyPath<Self, [XMLNamespace]>) {
        if self[keyPath: list].contains(where: { $0.prefix.isExactly(namespace.prefix) && $0 == namespace }) { return }
        self[keyPath: list].append(namespace)
    }

    // MARK: Attributes

    /// Canonical XML §2.3: by namespace URI, then by local name, as sequences of code points.
    private mutating func writeSorted(_ attributes: [XMLAttribute]) {
        let sorted = attributes.sorted { left, right in
            let leftURI = left.name.namespace.uri
            let rightURI = right.name.namespace.uri
            if leftURI != rightURI { return Self.precedes(leftURI, rightURI) }
            return Self.precedes(left.name.localName, right.name.localName)
        }
        for index in sorted.indices {
            if index > 0, sorted[index].name == sorted[index - 1].name {
                fail(.duplicateAttribute(sorted[index].name.description))
            }
            write(sorted[index])
        }
    }

    private mutating func write(_ attribute: XMLAttribute) {
        output.append(UInt8(ascii: " "))
        check(attribute.name)
        writeName(attribute.name)
        output.append(UInt8(ascii: "="))
        output.append(UInt8(ascii: "\""))
        writeAttributeValue(attribute.value)
        output.append(UInt8(ascii: "\""))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    // MARK: Names

    private mutating func check(_ name: XMLName) {
        checkName(name.localName)
    }

    private mutating func checkName(_ name: String) {
        if !name.isNCName { fail(.name(name)) }
    }

    private mutating func writeName(_ name: XMLName) {
        if !name.namespace.prefix.isEmpty {
            append(name.namespace.prefix)
            output.append(UInt8(ascii: ":"))
        }
        append(name.localName)
    }

    // MARK: Octets

    package mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { output.append(contentsOf: $0) }
    }

    package mutating func writeText(_ text: String) {
        var text = text
        text.withUTF8 { writeEscaped($0, isAttribute: false) }
    }

    private mutating func writeAttributeValue(_ value: String) {
        var value = value
        value.withUTF8 { writeEscaped($0, isAttribute: true) }
    }

    /// Copies runs that need no escaping unchanged.
    private mutating func writeEscaped(_ octets: UnsafeBufferPointer<UInt8>, isAttribute: Bool) {
        var start = 0
        var index = 0
        while index < octets.count {
            let octet = octets[index]
            let escape: StaticString
            switch octet {
            case UInt8(ascii: "&"): escape = "&amp;"
            case UInt8(ascii: "<"): escape = "&lt;"
            case UInt8(ascii: ">") where !isAttribute: escape = "&gt;"
            case UInt8(ascii: "\"") where isAttribute: escape = "&quot;"
            case 0x0D: escape = "&#xD;"
            case 0x09 where isAttribute: escape = "&#x9;"
            case 0x0A where isAttribute: escape = "&#xA;"
            case 0x09, 0x0A:
                index += 1
                continue
            case 0..<0x20:
                return fail(.character(UInt32(octet)))
            case 0xEF where octets[index + 1] == 0xBF && octets[index + 2] >= 0xBE:
                return fail(.character(0xFF40 | UInt32(octets[index + 2])))
            default:
                index += 1
                continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start..<index]))
            output.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
            index += 1
            start = index
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: octets[start...]))
    }

    private mutating func fail(_ error: XMLWritingError) {
        if failure == nil { failure = error }
    }
}

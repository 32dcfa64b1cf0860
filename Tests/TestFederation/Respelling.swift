package import XML

/// Writes a tree in a non-canonical form: equal to a parser, but with other octets.
///
/// It uses any order of attributes, both quotes, unnecessary declarations and references, CDATA sections and
/// empty-element tags.
package struct Respelling {
    private var generator: SeededGenerator
    private var output = ""

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    package mutating func document(_ root: XMLElement) -> [UInt8] {
        output = generator.oneIn(2) ? "<?xml version='1.0' encoding='UTF-8'?>\n" : "\n"
        write(root, scope: [:])
        output += "\n"
        return Array(output.utf8)
    }

    /// - Parameter scope: the namespace of each prefix outside the element.
    private mutating func write(_ element: XMLElement, scope outer: [String: String]) {
        var scope = outer
        var declarations: [String: String] = [:]
        let needed = [element.name.namespace] + element.attributes.map(\.name.namespace).filter { !$0.uri.isEmpty }
        for namespace in needed + element.declaring where namespace.prefix != "xml" {
            let isDeclared = scope[namespace.prefix] ?? "" == namespace.uri
            if !isDeclared || !namespace.uri.isEmpty && generator.oneIn(4) {
                declarations[namespace.prefix] = namespace.uri
            }
            scope[namespace.prefix] = namespace.uri
        }
        // An unused declaration, where it does not change the meaning.
        if generator.oneIn(3), !needed.contains(where: { $0.prefix == "unused" }) {
            declarations["unused"] = "urn:unused"
            scope["unused"] = "urn:unused"
        }
        if generator.oneIn(5), !element.name.namespace.prefix.isEmpty {
            declarations[""] = "urn:default"
            scope[""] = "urn:default"
        }
        let name = Self.spelling(element.name)
        output += "<" + name
        var parts = declarations.map { prefix, uri in (prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, uri) }
        parts += element.attributes.map { (Self.spelling($0.name), $0.value) }
        parts.sort { $0.0 < $1.0 }
        parts.shuffle(using: &generator)
        for (name, value) in parts {
            output += generator.oneIn(3) ? "\n\t" : " "
            let quote: Character = generator.oneIn(2) ? "'" : "\""
            output += name + (generator.oneIn(3) ? " = " : "=") + String(quote)
            for scalar in value.unicodeScalars { write(scalar, quote: quote) }
            output.append(quote)
        }
        if element.children.isEmpty, generator.oneIn(2) {
            output += "/>"
            return
        }
        output += generator.oneIn(3) ? " >" : ">"
        for child in element.children {
            switch child {
            case .element(let child): write(child, scope: scope)
            case .text(let text): write(text)
            case .rendered: break
            }
        }
        output += "</" + name + ">"
    }

    private static func spelling(_ name: XMLName) -> String {
        name.namespace.prefix.isEmpty ? name.localName : name.namespace.prefix + ":" + name.localName
    }

    private mutating func write(_ text: String) {
        if generator.oneIn(3), !text.contains("]]>"), !text.unicodeScalars.contains("\r"), !text.isEmpty {
            output += "<![CDATA[" + text + "]]>"
        } else {
            for scalar in text.unicodeScalars { write(scalar, quote: nil) }
        }
    }

    private mutating func write(_ scalar: Unicode.Scalar, quote: Character?) {
        let mustBeReferred =
            ["<", "&", ">", "\r"].contains(scalar) || quote != nil && ["\t", "\n", "\"", "'"].contains(scalar)
        if mustBeReferred || generator.oneIn(10) {
            output += generator.oneIn(2) ? "&#\(scalar.value);" : "&#x\(String(scalar.value, radix: 16));"
        } else {
            output.unicodeScalars.append(scalar)
        }
    }
}

package import XML

/// Random trees with unusual content: prefixes that change their meaning, default namespaces that come and go,
/// characters of all kinds.
package struct RandomTree {
    package var generator: SeededGenerator
    private var remaining: Int
    private let declares: Bool

    /// - Parameters:
    ///   - elements: the approximate number of elements.
    ///   - declares: whether elements also declare namespaces that only values need.
    package init(seed: UInt64, elements: Int, declares: Bool) {
        generator = SeededGenerator(seed: seed)
        remaining = elements
        self.declares = declares
    }

    /// Returns the next tree.
    package mutating func tree(id: String? = nil) -> XMLElement {
        let root = element(depth: 0)
        guard let id else { return root }
        let others = root.attributes.filter { $0.name != "ID" }
        return XMLElement(
            root.name, attributes: others + [XMLAttribute("ID", id)], declaring: root.declaring, root.children)
    }

    private mutating func element(depth: Int) -> XMLElement {
        remaining -= 1
        // A prefix has one meaning within a start tag.
        let bindings = ["p", "q", "r", "é"].map {
            XMLNamespace(uri: Self.uris.randomElement(using: &generator) ?? "", prefix: $0)
        }
        let name: XMLNamespace =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: .none
            case 1: XMLNamespace(uri: Self.uris.randomElement(using: &generator) ?? "", prefix: "")
            default: bindings.randomElement(using: &generator) ?? .none
            }
        var attributes: [XMLAttribute] = []
        for _ in 0..<Int.random(in: 0..<5, using: &generator) {
            let namespaces = [XMLNamespace.none, .none, Self.xml] + bindings
            let attribute = XMLAttribute(
                XMLName(
                    namespaces.randomElement(using: &generator) ?? .none,
                    Self.names.randomElement(using: &generator) ?? ""),
                text())
            if !attributes.contains(where: { $0.name == attribute.name }) { attributes.append(attribute) }
        }
        var children: [XMLNode] = []
        while depth < 20, remaining > 0, !generator.oneIn(depth < 2 ? 12 : 3) {
            children.append(.text(text()))
            children.append(.element(element(depth: depth + 1)))
        }
        if generator.oneIn(2) { children.append(.text(text())) }
        return XMLElement(
            XMLName(name, Self.names.randomElement(using: &generator) ?? ""), attributes: attributes,
            declaring: declares && generator.oneIn(4) ? [bindings[0]] : [], children)
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<6, using: &generator) {
            text += Self.pieces.randomElement(using: &generator) ?? ""
        }
        return text
    }

    private static let xml = XMLNamespace(uri: "http://www.w3.org/XML/1998/namespace", prefix: "xml")
    private static let uris = ["urn:a", "urn:b", "http://c.example/?x=1;y=(2)'", "urn:d:%3C"]
    private static let names = ["a", "b", "B", "a-1", "_", "ñ", "lang", "aa", "a.b"]
    private static let pieces = [
        "x", "<", ">", "&", "\"", "'", "\t", "\n", "\r", " ", "]]>", "ñ", "€", "𝔸", "\u{7F}", "\u{85}", "\u{2028}",
        "&amp;",
        "\u{FFFD}", "e\u{301}", "long enough not to fit into a small string",
    ]
}

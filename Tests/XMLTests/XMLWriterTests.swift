import Testing

@testable import XML

@Suite struct XMLWriterTests {
    private let p = XMLNamespace(uri: "urn:p", prefix: "p")
    private let a = XMLNamespace(uri: "urn:a", prefix: "a")

    private func written(_ element: XMLElement) throws -> String {
        String(decoding: try XMLWriter.canonical(element).bytes, as: UTF8.self)
    }

    @Test func `declares a namespace where it is first used and sorts declarations and attributes`() throws {
        let element = XMLElement(
            XMLName(p, "r"),
            attributes: [
                XMLAttribute(XMLName(a, "z"), "1"), XMLAttribute("b", "2"), XMLAttribute(XMLName(a, "c"), "3"),
                XMLAttribute("A", "4"),
            ],
            [.element(XMLElement(XMLName(p, "c"))), .element(XMLElement(XMLName(a, "d"))), .text("t")])
        #expect(
            try written(element)
                == "<p:r xmlns:a=\"urn:a\" xmlns:p=\"urn:p\" A=\"4\" b=\"2\" a:c=\"3\" a:z=\"1\"><p:c></p:c><a:d></a:d>t</p:r>"
        )
    }

    @Test func `escapes as Canonical XML requires`() throws {
        let element = XMLElement("r", attributes: [XMLAttribute("v", "<>&\"'\t\n\r")], [.text("<>&\"'\t\n\r")])
        #expect(
            try written(element) == "<r v=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;\">&lt;&gt;&amp;\"'\t\n&#xD;</r>")
    }

    @Test(arguments: ["\0", "\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
    func `refuses characters that XML cannot represent`(_ text: String) {
        let scalar = text.unicodeScalars.first?.value ?? 0
        #expect(throws: XMLWritingError.character(scalar)) { try written(XMLElement("r", [.text("a" + text)])) }
        #expect(throws: XMLWritingError.character(scalar)) {
            try written(XMLElement("r", attributes: [XMLAttribute("v", text + "b")]))
        }
    }

    @Test func `refuses names that would break out of a tag`() {
        for name in ["", "a b", "a>", "1a", "-a", "a:b", "a=\"\"", "\u{D7}", "a\u{37E}"] {
            #expect(throws: XMLWritingError.name(name)) { try written(XMLElement(XMLName(.none, name))) }
            #expect(throws: XMLWritingError.name(name)) {
                try written(XMLElement("r", attributes: [XMLAttribute(XMLName(.none, name), "")]))
            }
        }
        #expect(throws: XMLWritingError.name("p q")) {
            try written(XMLElement(XMLName(XMLNamespace(uri: "urn:p", prefix: "p q"), "a")))
        }
        #expect("ñ-1.é".isNCName && "_".isNCName && !"\u{301}a".isNCName)
    }

    @Test func `refuses one prefix for two namespaces in a tag`() throws {
        let other = XMLNamespace(uri: "urn:other", prefix: "p")
        let attributes = [XMLAttribute(XMLName(other, "b"), "")]
        #expect(throws: XMLWritingError.prefix("p")) {
            try written(XMLElement(XMLName(p, "r"), attributes: attributes))
        }
        #expect(throws: XMLWritingError.prefix("p")) { try written(XMLElement(XMLName(p, "r"), declaring: [other])) }
        let nested = XMLElement(XMLName(p, "r"), [.element(XMLElement(XMLName(other, "s")))])
        #expect(try written(nested) == "<p:r xmlns:p=\"urn:p\"><p:s xmlns:p=\"urn:other\"></p:s></p:r>")
    }

    @Test func `refuses prefixes that XML reserves`() {
        for namespace in [
            XMLNamespace(uri: "urn:p", prefix: "xml"), XMLNamespace(uri: "urn:p", prefix: "xmlns"),
            XMLNamespace(uri: "http://www.w3.org/XML/1998/namespace", prefix: "p"), XMLNamespace(uri: "", prefix: "p"),
        ] {
            #expect(throws: XMLWritingError.prefix(namespace.prefix)) {
                try written(XMLElement(XMLName(namespace, "a")))
            }
        }
    }

    @Test func `refuses an attribute twice`() {
        let twice = [XMLAttribute("a", "1"), XMLAttribute("b", "2"), XMLAttribute("a", "3")]
        #expect(throws: XMLWritingError.duplicateAttribute("a")) { try written(XMLElement("r", attributes: twice)) }
    }

    @Test func `writes a rendered element unchanged where its namespaces are not in scope`() throws {
        let inner = try XMLWriter.canonical(XMLElement("i", [.element(XMLElement(XMLName(a, "j")))]))
        #expect(
            try written(XMLElement(XMLName(p, "r"), [.rendered(inner)]))
                == "<p:r xmlns:p=\"urn:p\"><i><a:j xmlns:a=\"urn:a\"></a:j></i></p:r>")
        #expect(throws: XMLWritingError.namespaceInScope(prefix: "a")) {
            try written(XMLElement(XMLName(a, "r"), [.rendered(inner)]))
        }
        let unprefixed = XMLNamespace(uri: "urn:d", prefix: "")
        #expect(throws: XMLWritingError.namespaceInScope(prefix: "")) {
            try written(XMLElement(XMLName(unprefixed, "r"), [.rendered(inner)]))
        }
    }
}

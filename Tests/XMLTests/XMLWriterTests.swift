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

    @Test func `escapes as Canonical XML says`() throws {
        let element = XMLElement("r", attributes: [XMLAttribute("v", "<>&\"'\t\n\r")], [.text("<>&\"'\t\n\r")])
        #expect(
            try written(element) == "<r v=\"&lt;>&amp;&quot;'&#x9;&#xA;&#xD;\">&lt;&gt;&amp;\"'\t\n&#xD;</r>")
    }

    @Test(arguments: ["\0", "\u{1}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"])
    func `refuses what XML cannot carry`(_ text: String) {
        let scalar = text.unicodeScalars.first?.value ?? 0
        #expect(throws: XMLWritingError.character(scalar)) { try written(XMLElement("r", [.text("a" + text)])) }
        #expect(throws: XMLWritingError.character(scalar)) {
            try written(XMLElement("r", attributes: [XMLAttribute("v", text + "b")]))
        }
    }
}

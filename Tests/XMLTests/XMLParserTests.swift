import Testing

@testable import XML

@Suite struct XMLParserTests {
    @Test func `reads names, namespaces, attributes and text`() throws {
        let root = try XMLParser.parse(
            Array(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<p:a xmlns:p='urn:p' ID='_1'>x&amp;<b xmlns='urn:b'/>y</p:a>"
                    .utf8),
            limits: .message)
        #expect(root.name == XMLName(XMLNamespace(uri: "urn:p", prefix: "p"), "a"))
        #expect(root.line == 2)
        #expect(root.attribute("ID") == "_1")
        #expect(root.text == "x&y")
        #expect(root.elements.map(\.name) == [XMLName(XMLNamespace(uri: "urn:b", prefix: ""), "b")])
    }
}

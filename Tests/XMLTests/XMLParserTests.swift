import Testing

@testable import XML

@Suite struct XMLParserTests {
    private func parse(_ text: String, _ limits: XMLLimits = .message) throws(XMLError) -> XMLElement {
        try XMLParser.parse(Array(text.utf8), limits: limits)
    }

    @Test func `reads names, namespaces, attributes and text`() throws {
        let root = try parse(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<p:a xmlns:p='urn:p' ID='_1' p:b=''>x&amp;<b xmlns='urn:b'/>y</p:a>"
        )
        #expect(root.name == XMLName(XMLNamespace(uri: "urn:p", prefix: "p"), "a"))
        #expect(root.line == 2)
        #expect(root.attribute("ID") == "_1")
        #expect(root.attribute(XMLName(XMLNamespace(uri: "urn:p", prefix: ""), "b")) == "")
        #expect(root.attribute("b") == nil)
        #expect(root.text == "x&y")
        #expect(root.elements.map(\.name) == [XMLName(XMLNamespace(uri: "urn:b", prefix: ""), "b")])
    }

    @Test func `reads CDATA sections and references as one text`() throws {
        #expect(try parse("<a>x<![CDATA[<&]]>&#233;&#x41;é</a>").children == [.text("x<&éAé")])
        #expect(try parse("<a b='&lt;&#10;&quot;\n&amp;'/>").attribute("b") == "<\n\" &")
    }

    @Test func `accepts a byte order mark and a declaration in any case`() throws {
        #expect(try parse("\u{FEFF}<?xml version='1.0' encoding='Utf-8' standalone='yes'?><a/>").name == "a")
        #expect(try parse("<?xml version='1.0'?><a/>").name == "a")
    }

    @Test(arguments: HostileDocument.all) func `refuses a hostile document`(_ document: HostileDocument) {
        #expect(throws: document.error) { try XMLParser.parse(document.bytes, limits: .message) }
    }

    @Test(arguments: HostileDocument.malformed.keys.sorted()) func `refuses malformed XML`(_ name: String)
        throws
    {
        let text = try #require(HostileDocument.malformed[name])
        let error = #expect(throws: XMLError.self) { try parse(text) }
        guard case .notWellFormed(let message, let line) = error else {
            Issue.record("\(name) was refused as \(String(describing: error))")
            return
        }
        #expect(!message.isEmpty && line == (name == "white space only" ? 2 : 1))
    }

    @Test(arguments: ["<p:a/>", "<a p:b=''/>", "<a><p:b/></a>", "<xmlns:p/>"]) func `refuses an undeclared prefix`(
        _ text: String
    ) {
        let error = #expect(throws: XMLError.self) { try parse(text) }
        guard case .undeclaredPrefix(let message, line: 1) = error else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(message.contains("p"))
    }

    @Test func `reports the line of a syntax error`() {
        let error = #expect(throws: XMLError.self) { try parse("<a>\n\n<b></a>") }
        guard case .notWellFormed(_, line: 3) = error else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
    }

    @Test func `skips comments in metadata without cutting a value`() throws {
        let root = try parse("<!-- a --><a>admin<!-- -->.example<b/><!-- -->x<!--y-->z</a><!-- b -->", .metadata)
        #expect(root.children == [.text("admin.example"), .element(XMLElement("b")), .text("xz")])
        #expect(throws: XMLError.documentType(line: 1)) { try parse("<!DOCTYPE a><a/>", .metadata) }
        #expect(throws: XMLError.processingInstruction(line: 1)) { try parse("<a><?x?></a>", .metadata) }
    }

    @Test func `accepts the limits and refuses one more`() throws {
        let limits = XMLLimits.message
        let filling = String(repeating: "x", count: limits.maximumBytes - 7)
        #expect(try parse("<a>\(filling)</a>").text.count == filling.count)
        #expect(try parse(String(repeating: "<a>", count: 32) + String(repeating: "</a>", count: 32)).name == "a")
        #expect(try parse("<a>" + String(repeating: "<b/>", count: 1_099) + "</a>").elements.count == 1_099)
        let attributes = (0..<64).map { "a\($0)='\"='" }.joined(separator: " ")
        #expect(try parse("<a \(attributes)/>").attributes.count == 64)
        let declarations = String(repeating: "<b xmlns='u'/>", count: 1_000)
        #expect(try parse("<a>\(declarations)</a>").elements.count == 1_000)
    }

    @Test(arguments: [
        Bounds.attributes(1_500), Bounds.declarationsInScope(64), Bounds.namespace(1_024), Bounds.element(256),
        Bounds.attribute(256), Bounds.prefix(64), Bounds.prefixList(16), Bounds.prefixList(16, octets: 64),
    ])
    func `accepts a document exactly at a limit`(_ document: String) throws {
        #expect(!(try parse(document).name.localName.isEmpty))
    }

    @Test(arguments: [
        (Bounds.namespace(4_096), Bounds.namespace(4_097)), (Bounds.element(1_024), Bounds.element(1_025)),
        (Bounds.prefix(256), Bounds.prefix(257)), (Bounds.prefixList(64), Bounds.prefixList(65)),
        (Bounds.prefixList(64, octets: 256), Bounds.prefixList(1, octets: 257)),
    ])
    func `allows more in metadata than in messages`(_ accepted: String, _ refused: String) throws {
        #expect(!(try parse(accepted, .metadata).name.localName.isEmpty))
        #expect(throws: XMLError.self) { try parse(refused, .metadata) }
    }

    @Test func `counts the declarations of one branch and not those of its siblings`() throws {
        let branch = "<b " + (0..<64).map { "xmlns:a\($0)='u'" }.joined(separator: " ") + "/>"
        #expect(try parse("<a>" + branch + branch + "</a>").elements.count == 2)
    }

    @Test func `copies the URI of a declaration once for any number of elements`() throws {
        let uri = "urn:" + String(repeating: "u", count: 1_000)
        let elements = (0..<20).map { "<p\($0):b/><p\($0):c/>" }.joined()
        let declarations = (0..<20).map { "xmlns:p\($0)='\(uri)\($0)'" }.joined(separator: " ")
        let root = try parse("<a \(declarations)>" + String(repeating: elements, count: 10) + "</a>")
        let storages = Set(
            root.elements.compactMap { element in
                element.name.namespace.uri.utf8.withContiguousStorageIfAvailable { $0.baseAddress }
            })
        #expect(storages.count == 20)
    }

    @Test func `distinguishes names that Unicode considers equivalent`() throws {
        let root = try parse("<\u{212A}ey Name='a'/>")
        #expect("Key" == "\u{212A}ey")
        #expect(root.name != "Key")
    }

    /// Octets are compared eight at a time, and the rest one by one.
    @Test(arguments: [0, 1, 7, 8, 9, 16, 21]) func `strings are equal only when every octet is`(_ count: Int) {
        let text = String(repeating: "a", count: count)
        #expect(text.isExactly(String(repeating: "a", count: count)))
        #expect(!text.isExactly(text + "a"))
        #expect(!(text + "a").isExactly(text))
        for position in 0..<count {
            var octets = Array(text.utf8)
            octets[position] = UInt8(ascii: "b")
            #expect(!text.isExactly(String(decoding: octets, as: UTF8.self)), "octet \(position)")
        }
    }

    @Test func `does not process XInclude`() throws {
        let root = try parse(
            "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/hostname' parse='text'/></a>")
        #expect(root.text.isEmpty && root.elements.count == 1 && root.elements[0].children.isEmpty)
    }

    @Test func `parses on many threads at once`() async throws {
        let bytes = Array("<a xmlns='urn:a'>\(String(repeating: "<b ID='_1'>x</b>", count: 100))</a>".utf8)
        let expected = try XMLParser.parse(bytes, limits: .message)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 {
                group.addTask { try XMLParser.parse(bytes, limits: .message) == expected }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }
}

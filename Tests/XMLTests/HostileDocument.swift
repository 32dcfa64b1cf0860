import Testing

@testable import XML

/// A document that the parser must refuse, and the expected error.
struct HostileDocument: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let error: XMLError

    init(_ name: String, _ text: String, _ error: XMLError) {
        self.init(name, Array(text.utf8), error)
    }

    init(_ name: String, _ bytes: [UInt8], _ error: XMLError) {
        testDescription = name
        self.bytes = bytes
        self.error = error
    }

    private static let limits = XMLLimits.message

    /// Documents refused for their content or their size.
    static let all: [HostileDocument] = encodings + declarations + bombs + canonicalisation

    private static let encodings: [HostileDocument] = [
        HostileDocument("nothing", "", .empty),
        HostileDocument(
            "a byte that is not UTF-8", [0x3C, 0x61, 0x3E, 0x0A, 0xFF, 0x3C, 0x2F, 0x61, 0x3E], .notUTF8(line: 2)),
        HostileDocument("an overlong slash", Array("<a>".utf8) + [0xC0, 0xAF] + Array("</a>".utf8), .notUTF8(line: 1)),
        HostileDocument(
            "a surrogate in UTF-8", Array("<a>".utf8) + [0xED, 0xA0, 0x80] + Array("</a>".utf8), .notUTF8(line: 1)),
        HostileDocument(
            "UTF-16 with a byte order mark", [0xFF, 0xFE] + "<a/>".utf16.flatMap { [UInt8($0), 0] }, .notUTF8(line: 1)),
        HostileDocument(
            "UTF-16 without one", "<a/>".utf16.flatMap { [0, UInt8($0)] }, .notWellFormed("a NUL character", line: 1)),
        HostileDocument(
            "declared ISO-8859-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", .encoding("ISO-8859-1")),
        HostileDocument("declared UTF-7", "<?xml version='1.0' encoding = 'UTF-7'?><a/>", .encoding("UTF-7")),
        HostileDocument("declared UTF-16", "<?xml version='1.0'\nencoding='UTF-16'?><a/>", .encoding("UTF-16")),
        HostileDocument("XML 1.1", "<?xml version='1.1'?><a/>", .version),
        HostileDocument("a NUL after the root", "<a/>\n\0<b/>", .notWellFormed("a NUL character", line: 2)),
    ]

    private static let declarations: [HostileDocument] = [
        HostileDocument("a document type", "<!DOCTYPE a><a/>", .documentType(line: 1)),
        HostileDocument(
            "an external subset", "\n<!DOCTYPE a SYSTEM 'http://localhost/x.dtd'><a/>", .documentType(line: 2)),
        HostileDocument(
            "a public external subset", "<!DOCTYPE a PUBLIC 'x' 'file:///etc/passwd'><a/>", .documentType(line: 1)),
        HostileDocument(
            "an external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
            .documentType(line: 1)),
        HostileDocument(
            "a parameter entity", "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/hostname'> %e;]><a/>",
            .documentType(line: 1)),
        HostileDocument("an internal entity", "<!DOCTYPE a [<!ENTITY e 'admin'>]><a>&e;</a>", .documentType(line: 1)),
        HostileDocument(
            "an attribute default", "<!DOCTYPE a [<!ATTLIST a ID ID '_1'>]><a/>", .documentType(line: 1)),
        HostileDocument("a comment", "<a>\n<!-- x --></a>", .comment(line: 2)),
        HostileDocument("a comment before the root", "<!-- x --><a/>", .comment(line: 1)),
        HostileDocument("a comment after the root", "<a/><!-- x -->", .comment(line: 1)),
        HostileDocument("a comment in a value", "<a>admin<!-- -->.attacker</a>", .comment(line: 1)),
        HostileDocument("a processing instruction", "<a><?x y?></a>", .processingInstruction(line: 1)),
        HostileDocument("a style sheet", "<?xml-stylesheet href='x'?><a/>", .processingInstruction(line: 1)),
    ]

    private static let bombs: [HostileDocument] = [
        HostileDocument(
            "a thousand million laughs",
            "<!DOCTYPE a [<!ENTITY a0 'ha'>"
                + (1...9).map { "<!ENTITY a\($0) '\(String(repeating: "&a\($0 - 1);", count: 10))'>" }.joined()
                + "]><a>&a9;</a>", .documentType(line: 1)),
        HostileDocument(
            "one byte too many", "<a>" + String(repeating: "x", count: limits.maximumBytes - 6) + "</a>",
            .tooManyBytes(maximum: limits.maximumBytes)),
        HostileDocument(
            "depth", String(repeating: "<a>\n", count: 33) + String(repeating: "</a>", count: 33),
            .tooDeep(maximum: 32, line: 33)),
        HostileDocument("bottomless depth", String(repeating: "<a>", count: 80_000), .tooDeep(maximum: 32, line: 1)),
        HostileDocument(
            "elements", "<a>" + String(repeating: "<b/>", count: limits.maximumElements) + "</a>",
            .tooManyElements(maximum: limits.maximumElements, line: 1)),
        HostileDocument(
            "attributes", "<a\n" + (0..<65).map { "a\($0)=''" }.joined(separator: " ") + "/>",
            .tooManyAttributes(maximum: 64, line: 2)),
        HostileDocument(
            "attributes without end", "<a " + (0..<20_000).map { "a\($0)=''" }.joined(separator: " ") + "/>",
            .tooManyAttributes(maximum: 64, line: 1)),
        HostileDocument(
            "attributes after a lone quote", "<a><b '><c " + (0..<20_000).map { "a\($0)=\"\"" }.joined(separator: "\t"),
            .tooManyAttributes(maximum: 64, line: 1)),
        HostileDocument(
            "declarations of one element", "<a " + declarations(of: 65) + "/>",
            .tooManyAttributes(maximum: 64, line: 1)),
        HostileDocument(
            "declarations of all", "<a>" + String(repeating: "<b xmlns='u'/>", count: 1_001) + "</a>",
            .tooManyNamespaces(maximum: 1_000, line: 1)),
    ]

    /// Documents refused because they can make a canonicaliser slow. Legitimate documents stay far below these limits.
    private static let canonicalisation: [HostileDocument] = [
        HostileDocument(
            "attributes of all",
            Bounds.attributes(limits.maximumAttributes + 1),
            .tooManyAttributesInAll(maximum: limits.maximumAttributes, line: 1)),
        HostileDocument(
            "declarations in scope", Bounds.declarationsInScope(65), .tooManyNamespacesInScope(maximum: 64, line: 1)),
        HostileDocument("a long namespace", Bounds.namespace(1_025), .longNamespace(maximumBytes: 1_024, line: 1)),
        HostileDocument("a long name", Bounds.element(257), .longName(maximumBytes: 256, line: 1)),
        HostileDocument("a long name of an attribute", Bounds.attribute(257), .longName(maximumBytes: 256, line: 1)),
        HostileDocument("a long prefix", Bounds.prefix(65), .longPrefix(maximumBytes: 64, line: 1)),
        HostileDocument(
            "a PrefixList of 17", Bounds.prefixList(17), .longPrefixList(maximum: 16, maximumBytes: 64, line: 1)),
        HostileDocument(
            "a PrefixList with a long prefix", Bounds.prefixList(1, octets: 65),
            .longPrefixList(maximum: 16, maximumBytes: 64, line: 1)),
        HostileDocument(
            "a PrefixList apart by tabs", Bounds.prefixList(17, separator: "&#9;"),
            .longPrefixList(maximum: 16, maximumBytes: 64, line: 1)),
    ]

    private static func declarations(of count: Int) -> String {
        (0..<count).map { "xmlns:a\($0)='u'" }.joined(separator: " ")
    }

    /// Documents that XML or its namespaces do not allow, and libxml2's message.
    static let malformed: [String: String] = [
        "white space only": " \n ",
        "no XML": "{\"a\": 1}",
        "no end": "<a><b></b>",
        "the wrong end": "<a></b>",
        "two roots": "<a/><b/>",
        "text after the root": "<a/>x",
        "an entity from nowhere": "<a>&e;</a>",
        "an entity from nowhere in an attribute": "<a b='&e;'/>",
        "an attribute twice": "<a b='1' b='2'/>",
        "an attribute twice, by two prefixes": "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
        "a control character": "<a>\u{1}</a>",
        "a reference to a control character": "<a>&#1;</a>",
        "a reference to NUL": "<a>&#0;</a>",
        "a reference to a surrogate": "<a>&#xD800;</a>",
        "a character that is none": "<a>\u{FFFE}</a>",
        "a bare ampersand": "<a>&</a>",
        "a bracket in a value": "<a b='<'/>",
        "the end of a section in text": "<a>]]></a>",
        "an attribute without quotes": "<a b=1/>",
        "a declaration that is not first": " <?xml version='1.0'?><a/>",
        "two colons": "<p:q:a xmlns:p='u'/>",
        "a prefix undeclared again": "<a xmlns:p='u'><b xmlns:p=''/></a>",
        "a namespace that is no URI": "<a xmlns='urn:\u{212A}'/>",
        "xml as another namespace": "<a xmlns:xml='u'/>",
    ]
}

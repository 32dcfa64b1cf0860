import Testing

@testable import Pages

@Suite struct PageCompilerTests {
    /// The values of a page, or of one item of its list.
    private struct Subject {
        var name: String?
        var isGood = false
        var items: [Subject] = []

        static let itemValues: [PageValue<Self>] = [.text("itemName") { $0.name }, .flag("isBest") { $0.isGood }]
        static let values: [PageValue<Self>] = [
            .text("name") { $0.name }, .flag("isGood") { $0.isGood }, .each("items", itemValues) { $0.items },
            .never("other"),
        ]
    }

    private let full = Subject(name: "<N>", isGood: true, items: [.init(name: "1", isGood: true), .init(name: "2")])

    @Test(arguments: [
        ("{{name}}", "&lt;N&gt;", ""), ("{{#name}}a{{/name}}{{^name}}b{{/name}}", "a", "b"),
        ("{{#isGood}}a{{/isGood}}{{^isGood}}b{{/isGood}}c", "ac", "bc"),
        ("{{#items}}{{itemName}}{{#isBest}}!{{/isBest}}{{name}},{{/items}}.", "1!&lt;N&gt;,2&lt;N&gt;,.", "."),
        ("{{^items}}none{{/items}}.", ".", "none."), ("{{#other}}a{{/other}}{{^other}}b{{/other}}", "b", "b"),
        ("{{>part}}{{>part}}", "[&lt;N&gt;][&lt;N&gt;]", "[][]"),
        ("a[[words]]b", "aC&amp;D &lt;N&gt;b", "aC&amp;D b"),
        (
            "{{code}}{{#links}}{{link}}{{#isOn}}*{{/isOn}} {{/links}}{{^links}}x{{/links}}", "&lt;c&gt;p* q ",
            "&lt;c&gt;p* q "
        ),
        ("{{#on}}a{{/on}}{{^on}}b{{/on}}{{#off}}c{{/off}}{{^off}}d{{/off}}", "ad", "ad"),
        ("{{^nothing}}a{{/nothing}}{{#nothing}}b{{/nothing}}{{#code}}c{{/code}}{{^code}}d{{/code}}", "ac", "ac"),
        // Markup after a section does not belong to it.
        ("{{#isGood}}a{{#name}}b{{/name}}{{/isGood}}{{#isGood}}c{{/isGood}}d{{#items}}e{{/items}}f", "abcdeef", "df"),
    ])
    func `writes the template with its values`(_ template: String, _ filled: String, _ empty: String) throws {
        #expect(try write(template, full) == filled)
        #expect(try write(template, Subject()) == empty)
    }

    @Test(arguments: [
        ("{{nmae}}", "no value has the name nmae on the page page"),
        ("{{#nmae}}{{/nmae}}", "no value has the name nmae on the page page"),
        ("{{^nmae}}{{/nmae}}", "no value has the name nmae on the page page"),
        ("[[wrong]]", "no value has the name nmae on the page page"),
        ("{{itemName}}", "no value has the name itemName on the page page"),
        ("{{#isGood}}{{itemName}}{{/isGood}}", "no value has the name itemName on the page page"),
        ("{{isGood}}", "isGood is not a text"), ("{{items}}", "items is not a text"),
        ("{{#items}}{{#items}}{{/items}}{{/items}}", "the list items is within a list"),
    ])
    func `refuses an unknown name and a value of another kind`(_ template: String, _ reason: String) {
        #expect(throws: PageResourceError.template("page", reason: reason)) { try write(template, full) }
    }

    @Test func `refuses a missing key, a missing partial and a recursive partial`() {
        #expect(throws: PageResourceError.missingKey("none", language: "xx")) { try write("[[none]]", full) }
        #expect(throws: PageResourceError.fileMissing("templates/none.mustache")) { try write("{{>none}}", full) }
        #expect(throws: PageResourceError.template("page", reason: "the partial page contains itself")) {
            try write("{{>page}}", full)
        }
    }

    @Test(arguments: ["name", "code", "title"])
    func `refuses two values with one name`(_ name: String) throws {
        let compiler = try compiler("")
        #expect(throws: PageResourceError.template("page", reason: "two values have the name \(name)")) {
            try compiler.program(of: "page", offering: [ValueName("name", .text), ValueName(name, .flag)])
        }
    }

    private func write(_ template: String, _ subject: Subject) throws -> String {
        let compiler = try compiler(template)
        let program = try compiler.program(of: "page", offering: Subject.values.map(\.name))
        var octets: [UInt8] = []
        program.write(
            .init(page: Subject.values.contents(of: subject, in: compiler.wording), surroundings: [.text("T")]),
            to: &octets)
        let text = String(decoding: octets, as: UTF8.self)
        try #require(text.hasPrefix("(T)") && text.hasSuffix("(T)"))
        return String(text.dropFirst(3).dropLast(3))
    }

    private func compiler(_ template: String) throws -> PageCompiler {
        let list = try KeyList(reading: "words = C&D {name}\nwrong = {nmae}", file: "xx.txt")
        let texts = ["layout": "({{title}}){{main}}({{title}})", "part": "[{{name}}]", "page": template]
        return PageCompiler(
            templates: try Dictionary(
                uniqueKeysWithValues: texts.map { ($0, try TemplateSource(name: $0, text: $1)) }),
            wording: try Wording(code: "xx", list: list, needing: []),
            constants: [
                "code": .text("<c>"), "on": .flag(true), "off": .flag(false), "nothing": .list([]),
                "links": .list([
                    ["link": .text("p"), "isOn": .flag(true)], ["link": .text("q"), "isOn": .flag(false)],
                ]),
            ], surroundings: [ValueName("title", .text)])
    }
}

import Testing

@testable import Pages

@Suite struct TemplateSourceTests {
    @Test(arguments: ["<p>{{{name}}}</p>", "<p>{{&name}}</p>", "{{{name}}}", "{{& name}}"])
    func `refuses to print a value without escaping`(_ text: String) {
        #expect(throws: PageResourceError.template("x", reason: "a value printed without escaping")) {
            try TemplateSource(name: "x", text: text)
        }
    }

    @Test func `parses values, sections, partials and keys`() throws {
        let source = try TemplateSource(
            name: "x", text: "<p title=\"[[a.b]]\">{{#some}}{{name}}{{/some}}{{^some}}[[c]]{{/some}}{{>part}}</p>")
        #expect(
            source.nodes == [
                .markup("<p title=\""), .text(key: "a.b"), .markup("\">"), .section("some", [.value("name")]),
                .inverted("some", [.text(key: "c")]), .partial("part"), .markup("</p>"),
            ])
        #expect(source.keys == ["a.b", "c"])
    }

    @Test func `a tag alone on a line leaves no empty line, a value does`() throws {
        let source = try TemplateSource(
            name: "x",
            text: "a\n  {{#some}}\t\n{{name}}\n{{/some}}\n{{>part}}\nb {{#some}}c\n{{/some}} d\n{{#some}}{{/some}}")
        #expect(
            source.nodes == [
                .markup("a\n"), .section("some", [.value("name"), .markup("\n")]), .partial("part"), .markup("b "),
                .section("some", [.markup("c\n")]), .markup(" d\n"), .section("some", []),
            ])
    }

    @Test(arguments: [
        ("{{#a}}", "the section a does not end"), ("{{#a}}{{#b}}{{/a}}{{/b}}", "{{/a}} ends no section that is open"),
        ("{{/a}}", "{{/a}} ends no section that is open"), ("{{a", "a tag that does not end"),
        ("<p>{{a\n}}", "a tag that does not end"), ("[[a", "a key that does not end"),
        ("{{! no comment }}", "a tag that is not known: {{! no comment }}"),
        ("{{$block}}", "a tag that is not known: {{$block}}"), ("{{}}", "a tag that is not known: {{}}"),
        ("{{a.b}}", "a tag that is not known: {{a.b}}"), ("{{ a }}", "a tag that is not known: {{ a }}"),
        ("{{#é}}", "a tag that is not known: {{#é}}"), (" {{>part}}", "a partial that is indented"),
    ])
    func `refuses malformed and unknown tags`(_ text: String, _ reason: String) {
        #expect(throws: PageResourceError.template("x", reason: reason)) {
            try TemplateSource(name: "x", text: text)
        }
    }
}

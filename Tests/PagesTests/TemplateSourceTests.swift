import Foundation
import Testing

@testable import Pages

@Suite struct TemplateSourceTests {
    @Test(arguments: ["<p>{{{name}}}</p>", "<p>{{&name}}</p>"])
    func `refuses to print a value without escaping`(_ text: String) {
        #expect(throws: PageResourceError.template("x", reason: "a value printed without escaping")) {
            try TemplateSource(name: "x", text: text)
        }
    }

    @Test func `puts in the language's words, escaped, with their parameters`() throws {
        let list = try KeyList(reading: "a.b = <{count}> & más", file: "xx.txt")
        let wording = try Wording(code: "xx", list: list, needing: ["a.b"])
        let source = try TemplateSource(name: "x", text: "<p title=\"[[a.b]]\">{{#some}}{{name}}{{/some}}{{>part}}</p>")
        #expect(source.keys == ["a.b"])
        #expect(
            source.baked(in: wording)
                == "<p title=\"&lt;{{{count}}}&gt; &amp; más\">{{#some}}{{{name}}}{{/some}}{{>part}}</p>")
    }

    /// A name that no page gives would be an empty place in the page, without any error.
    @Test func `every name in a template or in its texts is given by a page`() throws {
        let renderer = try Samples.renderer.get()
        let wording = try #require(renderer.wordings["es"])
        var given: Set<String> = ["main"]
        for page in Samples.plain.all { collect(from: renderer.values(of: page, in: wording).tree, into: &given) }
        let folder = try ResourceFolder.besideExecutable()
        for file in try folder.names(in: "templates") {
            let source = try TemplateSource(name: file, text: folder.text(file, in: "templates"))
            let names = source.baked(in: wording).matches(of: /\{\{[{#^]?([A-Za-z]+)\}/).map { String($0.output.1) }
            #expect(Set(names).subtracting(given).sorted() == [], "in \(file)")
        }
    }

    private func collect(from tree: [String: Any], into names: inout Set<String>) {
        for (name, value) in tree {
            names.insert(name)
            for item in value as? [[String: Any]] ?? [] { collect(from: item, into: &names) }
        }
    }
}

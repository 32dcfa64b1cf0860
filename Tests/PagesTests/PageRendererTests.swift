import Foundation
import FoundationXML
import Testing

@testable import Pages

@Suite struct PageRendererTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    @Test func `every kind of page has a sample`() {
        let sampled = Set(Samples.plain.all.map { type(of: $0).template })
        #expect(sampled == Set(PageRenderer.pages.map { $0.template }))
    }

    @Test func `each page in each language is well formed, with one heading, a title and its language`() throws {
        try each { _, language, html in
            let document = try XMLDocument(xmlString: html)
            #expect(html.hasPrefix("<!DOCTYPE html>"))
            #expect(try document.nodes(forXPath: "//h1").count == 1)
            #expect(try !document.text(at: "//h1").isEmpty)
            #expect(try document.text(at: "/html/head/title").hasSuffix("· Aldaba"))
            #expect(try document.text(at: "/html/@lang") == language.code)
            #expect(try document.nodes(forXPath: "//main[@id='main']").count == 1)
        }
    }

    @Test func `every field has a label, and its description exists`() throws {
        try each { _, _, html in
            let document = try XMLDocument(xmlString: html)
            for field in try document.nodes(forXPath: "//input[not(@type='hidden')]") {
                let id = try #require((field as? XMLElement)?.attribute(forName: "id")?.stringValue)
                #expect(try document.nodes(forXPath: "//label[@for='\(id)']").count == 1)
                #expect((field as? XMLElement)?.attribute(forName: "autocomplete") != nil)
            }
            for attribute in ["aria-describedby", "aria-labelledby"] {
                for list in try document.nodes(forXPath: "//@\(attribute)") {
                    for id in (list.stringValue ?? "").split(separator: " ") {
                        #expect(try document.nodes(forXPath: "//*[@id='\(id)']").count == 1)
                    }
                }
            }
            for link in try document.nodes(forXPath: "//a[starts-with(@href, '#')]/@href") {
                let id = (link.stringValue ?? "").dropFirst()
                #expect(try document.nodes(forXPath: "//*[@id='\(id)']").count == 1)
            }
        }
    }

    @Test func `identifiers are unique, and no heading level is skipped`() throws {
        try each { _, _, html in
            let document = try XMLDocument(xmlString: html)
            let ids = try document.nodes(forXPath: "//@id").compactMap(\.stringValue)
            #expect(Set(ids).count == ids.count)
            if try !document.nodes(forXPath: "//h3").isEmpty {
                #expect(try !document.nodes(forXPath: "//h2").isEmpty)
            }
        }
    }

    @Test func `nothing is inline except the script with the nonce`() throws {
        try each { page, _, html in
            let document = try XMLDocument(xmlString: html)
            #expect(try document.nodes(forXPath: "//@style").isEmpty)
            #expect(try document.nodes(forXPath: "//style").isEmpty)
            #expect(try document.nodes(forXPath: "//@*[starts-with(name(), 'on')]").isEmpty)
            let scripts = try document.nodes(forXPath: "//script")
            #expect(scripts.count == page.scripts)
            #expect(
                try document.nodes(forXPath: "//script[@nonce='bm9uY2U'] | //script[@src][not(text())]").count
                    == scripts.count)
        }
    }

    @Test func `every form to the broker posts the token`() throws {
        try each { page, _, html in
            let document = try XMLDocument(xmlString: html)
            for form in try document.nodes(forXPath: "//form") {
                let tokens = try form.nodes(forXPath: ".//input[@name='token'][@value='12345678Z']").count
                let isOurs = !(page is AnswerFormPage || page is LogoutPage)
                #expect(tokens == (isOurs ? 1 : 0))
            }
        }
    }

    @Test func `no text is left unresolved`() throws {
        try each { _, _, html in
            #expect(!html.contains("[["))
            #expect(!html.contains("{"))
            for key in renderer.keys { #expect(!html.contains(">\(key)<")) }
        }
    }

    @Test(arguments: [
        (
            "templates/not-found.mustache", "<p", "{{nmae}}<p",
            "not-found: no value has the name nmae on the page not-found"
        ),
        ("templates/layout.mustache", "<h1>", "{{retryAddress}}<h1>", "layout: no value has the name retryAddress"),
        ("templates/token.mustache", "{{formToken}}", "{{{formToken}}}", "token: a value printed without escaping"),
        ("templates/fault.mustache", "[[fault.lead]]", "[[no.such]]", "The language en has no text for no.such"),
        ("languages/en.txt", "not-found.lead =", "not-found.lead = {nmae}", "not-found: no value has the name nmae"),
        ("languages/en.txt", "fault.lead =", "fault.other =", "The language en has no text for fault.lead"),
    ])
    func `does not start with a template or text that uses a missing value`(
        _ file: String, _ old: String, _ new: String, _ error: String
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: ResourceFolder.besideExecutable().url, to: folder)
        let url = folder.appendingPathComponent(file)
        let content = try String(contentsOf: url, encoding: .utf8)
        try #require(content.contains(old))
        try Data(content.replacing(old, with: new).utf8).write(to: url)
        let thrown = #expect(throws: PageResourceError.self) { try PageRenderer(resources: ResourceFolder(at: folder)) }
        #expect(thrown?.description.contains(error) == true, "\(thrown?.description ?? "")")
    }

    /// Checks each page in each language.
    private func each(_ check: (any Page, Language, String) throws -> Void) throws {
        for page in Samples.plain.all {
            for language in renderer.languages {
                try check(page, language, renderer.render(page, language: language))
            }
        }
    }
}

extension XMLDocument {
    func text(at path: String) throws -> String {
        try nodes(forXPath: path).compactMap(\.stringValue).joined()
    }
}

import Foundation
import FoundationXML
import Testing

@testable import Pages

@Suite struct HostileValuesTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    static let values = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)",
        // One grapheme cluster of a quotation mark and an accent. It is not equal to the `Character` of a quotation
        // mark.
        "\"\u{301} onfocus=alert(1) x=\"\u{301}",
        "<\u{338}script>", "&lt;b&gt; &amp;amp;", "</title></textarea><!-- -->",
        "{{formToken}} {{{main}}} {{#problems}} [[layout.skip]] {code}",
        "]]> <![CDATA[ <!DOCTYPE x>", "\u{202E}derecha a izquierda", "línea\r\notra\ttabulada",
    ]

    @Test(arguments: values)
    func `stays text at every position`(_ value: String) throws {
        for page in Samples(text: value, address: "/x?\(value)").all {
            for language in renderer.languages {
                let document = try XMLDocument(xmlString: renderer.render(page, language: language))
                #expect(try document.nodes(forXPath: "//script").count == page.scripts)
                #expect(try document.nodes(forXPath: "//@*[starts-with(name(), 'on')]").isEmpty)
                #expect(try document.nodes(forXPath: "//textarea | //b | //img[@src='x']").isEmpty)
                for token in try document.nodes(forXPath: "//input[@name='token']/@value") {
                    #expect(exactly(token.stringValue, value))
                }
            }
        }
    }

    @Test(arguments: values)
    func `is unchanged in shown text and in form values`(_ value: String) throws {
        let samples = Samples(text: value, address: "/x")
        let answer = try #require(samples.all.first { $0 is AnswerFormPage } as? AnswerFormPage)
        let form = try XMLDocument(xmlString: renderer.render(answer, language: renderer.languages[0]))
        #expect(exactly(try form.text(at: "//input[@name='RelayState']/@value"), value))

        let rejection = RejectionPage(frame: samples.frame, code: "destination", received: value)
        let page = try XMLDocument(xmlString: renderer.render(rejection, language: renderer.languages[0]))
        #expect(exactly(try page.text(at: "//dd[4]/bdi"), value))
        #expect(exactly(try page.text(at: "//bdi[@class='service-name']"), value))
    }

    @Test(arguments: [
        "javascript:alert(1)", "http://insecure.example/logo.png", "data:text/html,<b>", "//other.example/x.png",
        "logo.png",
    ])
    func `a logo is an https URL or an image`(_ logo: String) {
        #expect(ServiceDescription(name: "Sede", logo: logo).logo == nil)
    }

    @Test(arguments: ["https://sede.example/logo.png", "data:image/png;base64,AA=="])
    func `keeps a logo that can be shown`(_ logo: String) {
        #expect(ServiceDescription(name: "Sede", logo: logo).logo == logo)
    }

    /// Compares scalars, because Swift's `==` treats canonically equivalent texts as equal.
    private func exactly(_ text: String?, _ expected: String) -> Bool {
        text.map { Array($0.unicodeScalars) == Array(expected.unicodeScalars) } ?? false
    }
}

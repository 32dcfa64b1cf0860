import Octets
import Testing

@testable import Pages

@Suite struct LanguageChoiceTests {
    let renderer: PageRenderer

    init() throws { renderer = try Samples.renderer.get() }

    @Test(
        arguments: [
            (nil, nil, "es"), ("en", "es", "en"), ("EN", nil, "en"), ("xx", "en-GB,en;q=0.9", "en"),
            (nil, "fr-FR, en;q=0.8, es;q=0.9", "es"), (nil, "fr, en;q=0.8, es;q=0.8", "en"), (nil, "en;q=0, de", "es"),
            (nil, "*", "es"), (nil, ";;;,,q=", "es"), ("../../etc/passwd", nil, "es"), (nil, "", "es"),
            (nil, ",,, ; , en", "en"), (nil, " EN - gb ; x=1 ; q = 0.5 , es;q=0.4", "en"), (nil, "en;q=x", "es"),
            (nil, "es;q=0.1, en;q=0.10001", "en"), (nil, "es;q=1, en;q=1.5", "en"), (nil, "es;q=nan, en;q=-1", "es"),
            (nil, "es;q=0.5;q=0.1, en;q=0.4", "es"), (nil, "english, e, EN-", "en"), (nil, "-en", "en"),
            (nil, "\u{FFFD}\u{301}en, e\u{300}n, \0en, en\u{A0}", "es"), (nil, "en;Q=0, es", "en"),
            // At most twenty entries and 512 octets are read.
            (nil, String(repeating: "x,", count: 19) + "en", "en"),
            (nil, String(repeating: "x,", count: 20) + "en", "es"),
            (nil, String(repeating: "x", count: 509) + ",en", "en"),
            (nil, String(repeating: "x", count: 510) + ",en", "es"),
            (nil, String(repeating: ",", count: 400) + "en", "en"), (nil, String(repeating: "é;", count: 40_000), "es"),
        ] as [(String?, String?, String)])
    func `uses the selected language, then Accept-Language, then Spanish`(
        _ chosen: String?, _ header: String?, _ code: String
    ) {
        #expect(renderer.language(chosen: chosen, acceptLanguage: header).code == code)
    }

    @Test func `every fallback language has pages, and the first is the standard`() {
        #expect(renderer.languages.map(\.code) == FallbackLanguages.inOrder)
        #expect(renderer.languages[0].code == FallbackLanguages.first)
    }

    @Test func `the links change the language of the current page`() throws {
        let page = NotFoundPage(frame: Frame(address: "/errors?a=b"))
        let html = try renderer.render(page, language: renderer.languages[0])
        #expect(html.contains("<a href=\"/errors?a=b&amp;lang=en\" hreflang=\"en\" lang=\"en\">English</a>"))
        #expect(html.contains("lang=\"es\" aria-current=\"true\">Español</a>"))
        #expect(try !renderer.render(NotFoundPage(frame: Frame()), language: renderer.languages[0]).contains("<nav"))
    }

    @Test func `a language without pages is an error, not an empty page`() {
        #expect(throws: PageResourceError.languageUnknown("xx")) {
            try renderer.render(NotFoundPage(frame: Frame()), language: Language(code: "xx", name: "X"))
        }
    }
}

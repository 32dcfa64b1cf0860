import Testing

@testable import ExampleServiceProvider

struct HTMLTests {
    @Test func `escapes interpolated values, unless they are HTML`() {
        let text = "<b title=\"x\">&'"
        let part: HTML = "<p>\(text)</p>"
        #expect(part.text == "<p>&lt;b title=&quot;x&quot;&gt;&amp;&#39;</p>")
        let whole: HTML = "<div>\(part)\([part, part])</div>"
        #expect(whole.text == "<div>\(part.text)\(part.text)\(part.text)</div>")
    }
}

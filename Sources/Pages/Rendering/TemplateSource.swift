/// A template as written, before it is in a language.
///
/// It is Mustache with one addition and two restrictions. `[[key]]` stands for the text of that key in the page's
/// language; a text's parameters `{name}` become values. `{{{name}}}` and `{{&name}}` are refused: `{{name}}` prints what
/// `PageValues` has escaped.
struct TemplateSource: Sendable {
    let name: String
    private let text: String
    /// The keys that it uses.
    let keys: [String]

    init(name: String, text: String) throws(PageResourceError) {
        guard !text.contains("{{{"), !text.contains("{{&") else {
            throw .template(name, reason: "a value printed without escaping")
        }
        self.name = name
        self.text = text
        self.keys = text.split(separator: "[[", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.firstRange(of: "]]").map { String(piece[..<$0.lowerBound]) }
        }
    }

    /// Mustache in one language.
    func baked(in wording: Wording) -> String {
        let variable = /\{\{([A-Za-z][A-Za-z0-9]*)\}\}/
        var mustache = text.replacing(variable) { "{{{\($0.output.1)}}}" }
        for key in Set(keys) {
            let words = Phrase(wording.text(key)).filled(HTMLText.escaped) { "{{{\($0)}}}" }
            mustache = mustache.replacing("[[\(key)]]", with: words)
        }
        return mustache
    }
}

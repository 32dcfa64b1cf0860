/// A parsed template, before it is compiled for a language.
///
/// It supports Mustache's variables, sections, inverted sections and partials, and one addition: `[[key]]` is the text
/// of that key in the page's language, with values for its parameters `{name}`. `{{{name}}}` and `{{&name}}` are
/// refused: every value is escaped. A line with only the tag of a section or a partial prints no line break.
/// - SeeAlso: mustache(5).
struct TemplateSource: Sendable {
    indirect enum Node: Hashable, Sendable {
        case markup(String)
        /// The language's text of a key.
        case text(key: String)
        case value(String)
        case section(String, [Node])
        /// Nodes that are rendered when the section is not.
        case inverted(String, [Node])
        case partial(String)
    }

    let name: String
    let nodes: [Node]

    /// - Throws: `PageResourceError.template`.
    init(name: String, text: String) throws(PageResourceError) {
        self.name = name
        var parser = TemplateParser(name: name)
        nodes = try parser.nodes(of: text)
    }

    /// The keys that the template uses.
    var keys: [String] { Self.keys(of: nodes) }

    private static func keys(of nodes: [Node]) -> [String] {
        nodes.flatMap { node -> [String] in
            switch node {
            case .text(let key): [key]
            case .section(_, let inner), .inverted(_, let inner): keys(of: inner)
            case .markup, .value, .partial: []
            }
        }
    }
}

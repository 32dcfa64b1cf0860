/// Reads a template line by line.
struct TemplateParser {
    private enum Tag {
        case value(String)
        case section(String)
        case inverted(String)
        case end(String)
        case partial(String)

        /// Whether a line with only this tag prints no line break: true for all tags that print nothing themselves.
        var mayStandAlone: Bool {
            if case .value = self { false } else { true }
        }
    }

    private let name: String
    private var nodes: [TemplateSource.Node] = []
    /// The open sections, the outermost first, each with the nodes before it.
    private var open: [(name: String, isInverted: Bool, before: [TemplateSource.Node])] = []

    init(name: String) {
        self.name = name
    }

    /// - Throws: `PageResourceError.template` for a tag that ``TemplateSource`` does not describe, and for a section
    ///   that does not end.
    mutating func nodes(of text: String) throws(PageResourceError) -> [TemplateSource.Node] {
        var rest = Substring(text)
        while !rest.isEmpty {
            let end = rest.firstIndex(of: "\n").map { rest.index(after: $0) } ?? rest.endIndex
            try read(line: rest[..<end])
            rest = rest[end...]
        }
        if let unfinished = open.last { throw fault("the section \(unfinished.name) does not end") }
        return nodes
    }

    private mutating func read(line: Substring) throws(PageResourceError) {
        let content = line.drop { $0 == " " || $0 == "\t" }
        if content.hasPrefix("{{"), let (tag, rest) = try Optional(tag(at: content)), tag.mayStandAlone,
            rest.allSatisfy(\.isWhitespace)
        {
            if case .partial = tag, content.startIndex > line.startIndex { throw fault("a partial that is indented") }
            return try take(tag)
        }
        try read(within: line)
    }

    private mutating func read(within line: Substring) throws(PageResourceError) {
        var rest = line
        var markup = rest
        while !rest.isEmpty {
            if rest.hasPrefix("{{") {
                add(.markup(String(markup[..<rest.startIndex])))
                let (tag, after) = try tag(at: rest)
                try take(tag)
                (rest, markup) = (after, after)
            } else if rest.hasPrefix("[[") {
                add(.markup(String(markup[..<rest.startIndex])))
                guard let end = rest.firstRange(of: "]]") else { throw fault("a key that does not end") }
                add(.text(key: String(rest[..<end.lowerBound].dropFirst(2))))
                rest = rest[end.upperBound...]
                markup = rest
            } else {
                rest.removeFirst()
            }
        }
        add(.markup(String(markup)))
    }

    private mutating func add(_ node: TemplateSource.Node) {
        if node == .markup("") { return }
        nodes.append(node)
    }

    private mutating func take(_ tag: Tag) throws(PageResourceError) {
        switch tag {
        case .value(let name): add(.value(name))
        case .partial(let name): add(.partial(name))
        case .section(let name): begin(name, isInverted: false)
        case .inverted(let name): begin(name, isInverted: true)
        case .end(let name):
            guard let section = open.popLast(), section.name == name else {
                throw fault("{{/\(name)}} ends no section that is open")
            }
            nodes = section.before + [section.isInverted ? .inverted(name, nodes) : .section(name, nodes)]
        }
    }

    private mutating func begin(_ name: String, isInverted: Bool) {
        open.append((name, isInverted, nodes))
        nodes = []
    }

    /// Returns the tag at the beginning of a text, and the rest of the text.
    private func tag(at text: Substring) throws(PageResourceError) -> (tag: Tag, rest: Substring) {
        let content = text.dropFirst(2)
        if content.hasPrefix("{") || content.hasPrefix("&") { throw fault("a value printed without escaping") }
        guard let end = content.firstRange(of: "}}") else { throw fault("a tag that does not end") }
        let written = content[..<end.lowerBound]
        guard let tag = tag(written) else { throw fault("a tag that is not known: {{\(written)}}") }
        return (tag, content[end.upperBound...])
    }

    private func tag(_ written: Substring) -> Tag? {
        let name = String(written.dropFirst())
        switch written.first {
        case "#" where isName(name): return .section(name)
        case "^" where isName(name): return .inverted(name)
        case "/" where isName(name): return .end(name)
        case ">" where isName(name.replacing("-", with: "")): return .partial(name)
        default: return isName(String(written)) ? .value(String(written)) : nil
        }
    }

    private func isName(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit) }
    }

    private func fault(_ reason: String) -> PageResourceError { .template(name, reason: reason) }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

/// The content of one value of a page.
enum PageContent: Sendable {
    /// Prints nothing; its section is not rendered.
    case absent
    /// Text for people to read.
    case text(String)
    /// A value that a form sends unchanged, control characters included.
    case carried(String)
    case flag(Bool)
    /// The values of each item, in the order of their declaration.
    case items([[PageContent]])

    /// Whether its section is rendered. An empty text counts as shown.
    var isShown: Bool {
        switch self {
        case .absent: false
        case .text, .carried: true
        case .flag(let flag): flag
        case .items(let items): !items.isEmpty
        }
    }

    var items: [[PageContent]] {
        if case .items(let items) = self { items } else { [] }
    }

    /// The number of octets before escaping.
    var size: Int {
        switch self {
        case .absent, .flag: 0
        case .text(let text), .carried(let text): text.utf8.count
        case .items(let items): items.reduce(0) { $1.reduce($0) { $0 + $1.size } }
        }
    }

    /// Writes the text, escaped. The compiler only prints texts.
    func write(to output: inout some PageOutput) {
        switch self {
        case .text(let text): HTMLText.shown.write(text, to: &output)
        case .carried(let text): HTMLText.carried.write(text, to: &output)
        case .absent, .flag, .items: break
        }
    }
}

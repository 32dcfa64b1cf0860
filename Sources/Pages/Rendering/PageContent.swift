/// What a page says for one of its values.
enum PageContent: Sendable {
    /// Prints nothing; its section is not rendered.
    case absent
    /// For people to read.
    case text(String)
    /// For a form to carry exactly, control characters too.
    case carried(String)
    case flag(Bool)
    /// The values of each item, in the order of their declaration.
    case items([[PageContent]])

    /// Whether its section is rendered. A text that is there is shown, an empty one too.
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

    /// How many octets it takes, before escaping.
    var size: Int {
        switch self {
        case .absent, .flag: 0
        case .text(let text), .carried(let text): text.utf8.count
        case .items(let items): items.reduce(0) { $1.reduce($0) { $0 + $1.size } }
        }
    }

    /// Prints it escaped. The compiler prints texts alone.
    func write(to output: inout some PageOutput) {
        switch self {
        case .text(let text): HTMLText.shown.write(text, to: &output)
        case .carried(let text): HTMLText.carried.write(text, to: &output)
        case .absent, .flag, .items: break
        }
    }
}

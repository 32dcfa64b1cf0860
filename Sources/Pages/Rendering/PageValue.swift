/// A value that a page, or an item of one of its lists, offers to templates by name.
///
///     static let values: [PageValue<Self>] = [
///         .text("document") { $0.document },
///         .localized("documentProblem") { $0.frame.problem(of: .document, in: $1) },
///     ]
package struct PageValue<Subject>: Sendable {
    let name: ValueName
    let read: @Sendable (Subject, Wording) -> PageContent

    /// A text that is the same in all languages; nil omits its section.
    static func text(_ name: String, _ read: @escaping @Sendable (Subject) -> String?) -> Self {
        localized(name) { subject, _ in read(subject) }
    }

    /// A text in the page's language; nil omits its section.
    static func localized(_ name: String, _ read: @escaping @Sendable (Subject, Wording) -> String?) -> Self {
        Self(name: ValueName(name, .text)) { read($0, $1).map { .text($0) } ?? .absent }
    }

    /// A value that a form sends unchanged, control characters included; nil omits its section.
    static func carried(_ name: String, _ read: @escaping @Sendable (Subject) -> String?) -> Self {
        Self(name: ValueName(name, .text)) { subject, _ in read(subject).map { .carried($0) } ?? .absent }
    }

    /// A text that a shared partial uses and this page never has.
    static func never(_ name: String) -> Self { text(name) { _ in nil } }

    /// A flag that decides whether a section is rendered.
    static func flag(_ name: String, _ read: @escaping @Sendable (Subject) -> Bool) -> Self {
        Self(name: ValueName(name, .flag)) { subject, _ in .flag(read(subject)) }
    }

    /// A section that is rendered once for each item, with the item's values.
    static func each<Item>(
        _ name: String, _ values: [PageValue<Item>], _ read: @escaping @Sendable (Subject) -> [Item]
    ) -> Self {
        Self(name: ValueName(name, .list(values.map(\.name)))) { subject, wording in
            .items(read(subject).map { values.contents(of: $0, in: wording) })
        }
    }
}

/// The name of a value, and the ways in which a template can use it.
struct ValueName: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        case flag
        /// The names of its items' values, in the order of their declaration.
        case list([ValueName])
    }

    let name: String
    let kind: Kind

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

extension Array {
    /// Returns the contents of these values for a page or an item, in their order.
    func contents<Subject>(of subject: Subject, in wording: Wording) -> [PageContent]
    where Element == PageValue<Subject> {
        map { $0.read(subject, wording) }
    }
}

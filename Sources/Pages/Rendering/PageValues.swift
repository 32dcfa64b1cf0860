/// What a template is filled with: names and values, where every text was escaped on its way in.
///
/// Templates print their values as they are, so this type is the one door, and it has no way around `HTMLText` but
/// `set(_:markup:)`, which takes what the renderer itself has rendered.
package struct PageValues {
    private(set) var tree: [String: Any] = [:]

    init() {}

    /// - Parameter text: `nil` leaves the name out, so that its section is not rendered.
    mutating func set(_ name: String, _ text: String?) {
        guard let text else { return }
        tree[name] = HTMLText.escaped(text)
    }

    /// A value that a form hands on exactly, control characters too.
    mutating func set(_ name: String, carried text: String) { tree[name] = HTMLText.carried(text) }

    mutating func set(_ name: String, _ flag: Bool) { tree[name] = flag }

    mutating func set(_ name: String, each items: [PageValues]) { tree[name] = items.map(\.tree) }

    mutating func set(_ name: String, markup: String) { tree[name] = markup }

    /// A list whose items have each one text, under the name given.
    mutating func set(_ name: String, each texts: [String], as itemName: String) {
        set(
            name,
            each: texts.map { text in
                var item = PageValues()
                item.set(itemName, text)
                return item
            })
    }
}

/// The names to which a node of a template can refer.
struct PageScope {
    typealias Value = (place: PageProgram.Place, kind: ValueName.Kind)

    /// The page that is compiled.
    let page: String
    private(set) var constants: [String: PageConstant]
    private var values: [String: Value] = [:]
    /// The templates that contain the node, the outermost first.
    private var path: [String] = []
    private var isInList = false

    init(page: String, constants: [String: PageConstant]) {
        self.page = page
        self.constants = constants
    }

    /// - Throws: `PageResourceError.template` for a name that is taken.
    mutating func add(_ value: ValueName, at place: PageProgram.Place) throws(PageResourceError) {
        guard values.updateValue((place, value.kind), forKey: value.name) == nil, constants[value.name] == nil else {
            throw fault("two values have the name \(value.name)")
        }
    }

    /// - Throws: `PageResourceError.template` for an unknown name.
    func value(_ name: String) throws(PageResourceError) -> Value {
        guard let value = values[name] else { throw fault("no value has the name \(name) on the page \(page)") }
        return value
    }

    /// Returns the scope within a list's section.
    func within(_ list: String, of items: [ValueName]) throws(PageResourceError) -> Self {
        guard !isInList else { throw fault("the list \(list) is within a list") }
        var inner = self
        inner.isInList = true
        for (index, item) in items.enumerated() { try inner.add(item, at: .item(index)) }
        return inner
    }

    func within(_ item: [String: PageConstant]) -> Self {
        var inner = self
        inner.constants.merge(item) { $1 }
        return inner
    }

    /// Returns the scope within a template.
    func within(template name: String) throws(PageResourceError) -> Self {
        guard !path.contains(name) else { throw fault("the partial \(name) contains itself") }
        var inner = self
        inner.path.append(name)
        return inner
    }

    func fault(_ reason: String) -> PageResourceError { .template(path.last ?? page, reason: reason) }
}

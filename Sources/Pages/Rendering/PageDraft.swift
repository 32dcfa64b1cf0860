/// A program that is being compiled.
struct PageDraft {
    let compiler: PageCompiler
    private var octets: [UInt8] = []
    private var operations: [PageProgram.Operation] = []
    /// The number of operations that belong to a finished section. No markup may be appended to them.
    private var closed = 0

    init(compiler: PageCompiler) {
        self.compiler = compiler
    }

    var program: PageProgram { PageProgram(octets: octets, operations: operations) }

    mutating func add(_ node: TemplateSource.Node, in scope: PageScope) throws(PageResourceError) {
        switch node {
        case .markup(let markup): write(markup)
        case .text(let key): try add(compiler.phrase(of: key), in: scope)
        case .value("main"): try add(.partial(scope.page), in: scope)
        case .value(let name): try addValue(name, in: scope)
        case .section(let name, let nodes): try addSection(name, nodes, isInverted: false, in: scope)
        case .inverted(let name, let nodes): try addSection(name, nodes, isInverted: true, in: scope)
        case .partial(let name): try add(compiler.template(name).nodes, in: scope.within(template: name))
        }
    }

    private mutating func add(_ nodes: [TemplateSource.Node], in scope: PageScope) throws(PageResourceError) {
        for node in nodes { try add(node, in: scope) }
    }

    /// Adds a text of the language, with its parameters as values.
    private mutating func add(_ phrase: Phrase, in scope: PageScope) throws(PageResourceError) {
        for piece in phrase.pieces {
            switch piece {
            case .text(let text): write(HTMLText.shown.text(text))
            case .parameter(let name): try addValue(name, in: scope)
            }
        }
    }

    private mutating func addValue(_ name: String, in scope: PageScope) throws(PageResourceError) {
        if case .text(let text) = scope.constants[name] { return write(HTMLText.shown.text(text)) }
        let (place, kind) = try scope.value(name)
        guard kind == .text else { throw scope.fault("\(name) is not a text") }
        operations.append(.value(place))
    }

    private mutating func addSection(
        _ name: String, _ nodes: [TemplateSource.Node], isInverted: Bool, in scope: PageScope
    ) throws(PageResourceError) {
        if let constant = scope.constants[name] {
            return try addSection(of: constant, nodes, isInverted: isInverted, in: scope)
        }
        let (place, kind) = try scope.value(name)
        let start = operations.count
        operations.append(.value(place))
        if case .list(let items) = kind, !isInverted {
            try add(nodes, in: scope.within(name, of: items))
            operations[start] = .each(place, operations.count - start - 1)
        } else {
            try add(nodes, in: scope)
            let count = operations.count - start - 1
            operations[start] = isInverted ? .skipIf(place, count) : .skipUnless(place, count)
        }
        closed = operations.count
    }

    /// Adds a section. A section of a value that is known at startup is decided now.
    private mutating func addSection(
        of constant: PageConstant, _ nodes: [TemplateSource.Node], isInverted: Bool, in scope: PageScope
    ) throws(PageResourceError) {
        switch constant {
        case .text: if !isInverted { try add(nodes, in: scope) }
        case .flag(let flag): if flag != isInverted { try add(nodes, in: scope) }
        case .list(let items) where isInverted: if items.isEmpty { try add(nodes, in: scope) }
        case .list(let items): for item in items { try add(nodes, in: scope.within(item)) }
        }
    }

    /// Adds markup, to the preceding markup if possible.
    private mutating func write(_ markup: String) {
        let start = octets.count
        octets += markup.utf8
        if operations.count > closed, case .write(let range) = operations.last {
            operations[operations.count - 1] = .write(range.lowerBound..<octets.count)
        } else {
            operations.append(.write(start..<octets.count))
        }
    }
}

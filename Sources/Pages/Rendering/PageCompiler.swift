/// Compiles templates into programs: each page within the layout, in one language.
///
/// Names become positions. A name that the page does not offer is an error at startup, and never an empty value in a
/// page.
struct PageCompiler: Sendable {
    let templates: [String: TemplateSource]
    let wording: Wording
    /// The values that are known at startup.
    let constants: [String: PageConstant]
    /// The names of the values that every page has in addition to its own.
    let surroundings: [ValueName]

    /// - Parameters:
    ///   - page: the name of the page's template; the layout prints it where it says `{{main}}`.
    ///   - values: the names of the page's own values.
    /// - Throws: `PageResourceError.template`, `.fileMissing` or `.missingKey`.
    func program(of page: String, offering values: [ValueName]) throws(PageResourceError) -> PageProgram {
        var scope = PageScope(page: page, constants: constants)
        for (index, value) in surroundings.enumerated() { try scope.add(value, at: .surroundings(index)) }
        for (index, value) in values.enumerated() { try scope.add(value, at: .page(index)) }
        var draft = PageDraft(compiler: self)
        try draft.add(.partial("layout"), in: scope)
        return draft.program
    }

    /// - Throws: `PageResourceError.missingKey`.
    func phrase(of key: String) throws(PageResourceError) -> Phrase {
        guard let phrase = wording.phrases[key] else { throw .missingKey(key, language: wording.language.code) }
        return phrase
    }

    /// - Throws: `PageResourceError.fileMissing`.
    func template(_ name: String) throws(PageResourceError) -> TemplateSource {
        guard let template = templates[name] else { throw .fileMissing("templates/\(name).mustache") }
        return template
    }
}

/// A value that is known at startup.
enum PageConstant: Sendable {
    case text(String)
    case flag(Bool)
    case list([[String: PageConstant]])
}

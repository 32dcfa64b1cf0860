/// Makes programs of templates: each page within the layout, in one language.
///
/// Names become positions. A name that no page offers is an error here, when the program starts, and cannot become an
/// empty place in a page.
struct PageCompiler: Sendable {
    let templates: [String: TemplateSource]
    let wording: Wording
    /// The values that are known beforehand.
    let constants: [String: PageConstant]
    /// The names of the values that every page has around its own.
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

/// A value that is known before any page is shown.
enum PageConstant: Sendable {
    case text(String)
    case flag(Bool)
    case list([[String: PageConstant]])
}

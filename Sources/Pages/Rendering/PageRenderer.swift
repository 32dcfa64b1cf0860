import Mustache

/// Pages → HTML, in any language that has a key list.
///
/// Made once: reads templates, texts and static files, and finds out then whether anything is missing.
package struct PageRenderer: Sendable {
    /// Spanish first, then by their own names.
    package let languages: [Language]
    package let staticResources: StaticResources
    /// The codes that the catalogue explains, sorted.
    package let errorCodes: [String]
    /// The keys that every language must have, and no others.
    let keys: Set<String>

    let wordings: [String: Wording]
    private let libraries: [String: MustacheLibrary]
    private let stylesheet: String
    private let mark: String
    private let roundScript: String

    /// - Throws: `PageResourceError`, which says in one line what is missing.
    package init() throws { try self.init(resources: .besideExecutable()) }

    package init(resources: ResourceFolder) throws {
        staticResources = try StaticResources(in: resources)
        stylesheet = try staticResources.path(of: "aldaba.css")
        mark = try staticResources.path(of: "aldaba.svg")
        roundScript = try staticResources.path(of: "logout.js")
        let sources = try Self.sources(in: resources)
        var keys = Self.keys(usedBy: sources)
        let spanish = try KeyList(reading: resources.text("es.txt", in: "languages"), file: "es.txt")
        errorCodes = ErrorTexts.codes(in: spanish)
        keys.formUnion(ErrorTexts.keys(of: errorCodes))
        self.keys = keys
        var wordings: [String: Wording] = [:]
        var libraries: [String: MustacheLibrary] = [:]
        for file in try resources.names(in: "languages") {
            let code = file.replacing(".txt", with: "")
            let list = try KeyList(reading: resources.text(file, in: "languages"), file: file)
            let wording = try Wording(code: code, list: list, needing: keys)
            wordings[code] = wording
            libraries[code] = try Self.library(of: sources, in: wording)
        }
        guard let first = wordings["es"]?.language else { throw PageResourceError.languageUnknown("es") }
        let others = wordings.values.map(\.language).filter { $0 != first }.sorted { $0.name < $1.name }
        self.languages = [first] + others
        self.wordings = wordings
        self.libraries = libraries
    }

    /// A complete HTML document, well-formed as XML too.
    package func render(_ page: some Page, language: Language) throws -> String {
        guard let wording = wordings[language.code], let library = libraries[language.code] else {
            throw PageResourceError.languageUnknown(language.code)
        }
        let template = type(of: page).template
        var values = values(of: page, in: wording)
        guard let main = library.render(values.tree, withTemplate: template) else {
            throw PageResourceError.fileMissing("templates/\(template).mustache")
        }
        values.set("main", markup: main)
        guard let document = library.render(values.tree, withTemplate: "layout") else {
            throw PageResourceError.fileMissing("templates/layout.mustache")
        }
        return document
    }

    /// Everything that the templates of a page may print.
    func values(of page: some Page, in wording: Wording) -> PageValues {
        var values = page.values(in: wording)
        values.set("title", page.title(in: wording))
        values.set("refresh", page.refreshSeconds.map { String($0) })
        setCommon(&values, of: page.frame, in: wording)
        return values
    }

    /// The texts of a language that we have.
    func wording(of language: Language) -> Wording {
        // Every language was made together with its texts.
        wordings[language.code]!
    }

    private func setCommon(_ values: inout PageValues, of frame: Frame, in wording: Wording) {
        values.set("language", wording.language.code)
        values.set("stylesheet", stylesheet)
        values.set("mark", mark)
        values.set("roundScript", roundScript)
        values.set("serviceName", frame.service?.name)
        values.set("serviceLogo", frame.service?.logo)
        values.set("formToken", frame.formToken)
        values.set("notice", frame.notice.map { wording.text($0) })
        values.set("reference", frame.reference)
        values.set("hasProblems", !frame.problems.isEmpty)
        values.set(
            "problems",
            each: frame.problems.map { problem in
                var item = PageValues()
                item.set("problemText", wording.text(problem.sentence))
                item.set("problemField", problem.field?.rawValue)
                return item
            })
        values.set("languageLinks", each: frame.address.map { links(to: $0, from: wording.language) } ?? [])
        values.set("hasLanguageLinks", frame.address != nil && languages.count > 1)
    }

    private func links(to address: String, from current: Language) -> [PageValues] {
        languages.map { language in
            var item = PageValues()
            item.set("linkCode", language.code)
            item.set("linkName", language.name)
            item.set("isCurrent", language == current)
            item.set("linkAddress", "\(address)\(address.contains("?") ? "&" : "?")lang=\(language.code)")
            return item
        }
    }

    private static func sources(in resources: ResourceFolder) throws -> [TemplateSource] {
        try resources.names(in: "templates").map { file in
            try TemplateSource(
                name: file.replacing(".mustache", with: ""), text: resources.text(file, in: "templates"))
        }
    }

    private static func library(of sources: [TemplateSource], in wording: Wording) throws -> MustacheLibrary {
        var library = MustacheLibrary()
        for source in sources {
            do {
                try library.register(source.baked(in: wording), named: source.name)
            } catch {
                throw PageResourceError.template(source.name, reason: "\(error)")
            }
        }
        return library
    }
}

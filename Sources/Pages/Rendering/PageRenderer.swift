import Octets

/// Renders pages as HTML, in any language that has a key list.
///
/// Made once. It reads templates, texts and static files, and reports then whether anything is missing.
package struct PageRenderer: Sendable {
    /// The available languages: Spanish first, then sorted by their own names.
    package let languages: [Language]
    package let staticResources: StaticResources
    /// The codes that the error catalogue explains, sorted.
    package let errorCodes: [String]
    /// The keys that every language must have. It must have no others.
    let keys: Set<String>

    let wordings: [String: Wording]
    /// The programs of each language, by the template's name.
    private let programs: [String: [String: PageProgram]]

    /// - Throws: `PageResourceError`, which names in one line what is missing.
    package init() throws { try self.init(resources: .besideExecutable()) }

    package init(resources: ResourceFolder) throws {
        staticResources = try StaticResources(in: resources)
        let templates = try Self.templates(in: resources)
        var keys = Self.keys(usedBy: Array(templates.values))
        let first = FallbackLanguages.first
        let keyList = try KeyList(reading: resources.text("\(first).txt", in: "languages"), file: "\(first).txt")
        errorCodes = ErrorTexts.codes(in: keyList)
        keys.formUnion(ErrorTexts.keys(of: errorCodes))
        self.keys = keys
        var wordings: [String: Wording] = [:]
        for file in try resources.names(in: "languages") {
            let code = file.replacing(".txt", with: "")
            let list = try KeyList(reading: resources.text(file, in: "languages"), file: file)
            wordings[code] = try Wording(code: code, list: list, needing: keys)
        }
        guard let standard = wordings[first]?.language else { throw PageResourceError.languageUnknown(first) }
        let others = wordings.values.map(\.language).filter { $0 != standard }.sorted { $0.name < $1.name }
        let languages = [standard] + others
        self.languages = languages
        self.wordings = wordings
        programs = try wordings.mapValues { [staticResources] wording in
            let constants = try Self.constants(in: wording.language, of: languages, staticResources)
            return try Self.programs(
                PageCompiler(
                    templates: templates, wording: wording, constants: constants,
                    surroundings: PageSurroundings.values.map(\.name)))
        }
    }

    /// Writes a complete HTML document, which is also well-formed XML.
    package func write<Output: PageOutput>(
        _ page: some Page, language: Language, to output: inout Output
    ) throws(PageResourceError) {
        guard let wording = wordings[language.code], let program = programs[language.code]?[type(of: page).template]
        else { throw .languageUnknown(language.code) }
        program.write(Self.values(of: page, in: wording), to: &output)
    }

    /// Returns all values that a page's program may write.
    private static func values<Shown: Page>(of page: Shown, in wording: Wording) -> PageProgram.Values {
        let surroundings = PageSurroundings(
            frame: page.frame, title: page.title(in: wording), refreshSeconds: page.refreshSeconds)
        return PageProgram.Values(
            page: Shown.values.contents(of: page, in: wording),
            surroundings: PageSurroundings.values.contents(of: surroundings, in: wording))
    }

    /// Returns the texts of an available language.
    func wording(of language: Language) -> Wording {
        // Every available language was made together with its texts.
        wordings[language.code]!
    }
}

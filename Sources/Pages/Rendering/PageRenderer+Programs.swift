extension PageRenderer {
    static func templates(in resources: ResourceFolder) throws(PageResourceError) -> [String: TemplateSource] {
        var templates: [String: TemplateSource] = [:]
        for file in try resources.names(in: "templates") {
            let name = file.replacing(".mustache", with: "")
            templates[name] = try TemplateSource(name: name, text: resources.text(file, in: "templates"))
        }
        return templates
    }

    /// Compiles every kind of page.
    static func programs(_ compiler: PageCompiler) throws(PageResourceError) -> [String: PageProgram] {
        var programs: [String: PageProgram] = [:]
        for page in pages { programs[page.template] = try program(of: page, compiler) }
        return programs
    }

    private static func program<Shown: Page>(
        of page: Shown.Type, _ compiler: PageCompiler
    ) throws(PageResourceError) -> PageProgram {
        try compiler.program(of: page.template, offering: page.values.map(\.name))
    }

    /// Returns the values that all pages of a language share, which are known at startup.
    static func constants(
        in language: Language, of languages: [Language], _ resources: StaticResources
    ) throws(PageResourceError) -> [String: PageConstant] {
        [
            "language": .text(language.code),
            "stylesheet": .text(try resources.path(of: "aldaba.css")),
            "mark": .text(try resources.path(of: "aldaba.svg")),
            "logoutScript": .text(try resources.path(of: "logout.js")),
            "hasOtherLanguages": .flag(languages.count > 1),
            "languageLinks": .list(
                languages.map { other in
                    [
                        "linkCode": .text(other.code), "linkName": .text(other.name),
                        "isCurrent": .flag(other == language),
                    ]
                }),
        ]
    }
}

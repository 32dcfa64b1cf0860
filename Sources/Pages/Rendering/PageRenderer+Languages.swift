extension PageRenderer {
    /// Returns the language of the response.
    ///
    /// - Parameters:
    ///   - chosen: the citizen's choice, from `?lang=` or the language cookie. It takes precedence if it is available.
    ///   - acceptLanguage: the browser's Accept-Language header.
    /// - Returns: Spanish when neither names an available language.
    package func language(chosen: String?, acceptLanguage: String?) -> Language {
        if let chosen, let language = language(code: chosen.lowercased()) { return language }
        return acceptLanguage.flatMap { AcceptLanguage.best(of: languages, in: $0) } ?? languages[0]
    }

    /// Returns the language with that code, else the one with the code's first part: "en-GB" is answered in "en".
    package func language(code: String) -> Language? {
        languages.first { $0.code == code }
            ?? languages.first { $0.code == code.split(separator: "-").first.map(String.init) }
    }
}

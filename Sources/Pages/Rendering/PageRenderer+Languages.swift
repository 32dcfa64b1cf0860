extension PageRenderer {
    /// The language to answer in.
    ///
    /// - Parameters:
    ///   - chosen: what the citizen chose, from `?lang=` or the cookie that remembers it; wins when we have it.
    ///   - acceptLanguage: the browser's Accept-Language header.
    /// - Returns: Spanish when neither names a language that we have.
    package func language(chosen: String?, acceptLanguage: String?) -> Language {
        if let chosen, let language = language(code: chosen.lowercased()) { return language }
        return acceptLanguage.flatMap { AcceptLanguage.best(of: languages, in: $0) } ?? languages[0]
    }

    /// By exact code, then by its first part: "en-GB" is answered in "en".
    package func language(code: String) -> Language? {
        languages.first { $0.code == code }
            ?? languages.first { $0.code == code.split(separator: "-").first.map(String.init) }
    }
}

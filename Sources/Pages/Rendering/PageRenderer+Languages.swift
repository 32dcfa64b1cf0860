extension PageRenderer {
    /// The language to answer in.
    ///
    /// - Parameters:
    ///   - chosen: what the citizen chose, from `?lang=` or the cookie that remembers it; wins when we have it.
    ///   - acceptLanguage: the browser's Accept-Language header.
    /// - Returns: Spanish when neither names a language that we have.
    package func language(chosen: String?, acceptLanguage: String?) -> Language {
        if let chosen, let language = language(code: chosen.lowercased()) { return language }
        let header = (acceptLanguage ?? "").prefix(512)
        let preferences = header.split(separator: ",").prefix(20).enumerated().compactMap { place, preference in
            Preference(preference, at: place)
        }
        let sorted = preferences.sorted { ($0.weight, $1.place) > ($1.weight, $0.place) }
        return sorted.lazy.compactMap { self.language(code: $0.code) }.first ?? languages[0]
    }

    /// By exact code, then by its first part: "en-GB" is answered in "en".
    package func language(code: String) -> Language? {
        languages.first { $0.code == code }
            ?? languages.first { $0.code == code.split(separator: "-").first.map(String.init) }
    }

    /// One entry of Accept-Language. SeeAlso: RFC 9110 §12.5.4.
    private struct Preference {
        let code: String
        let weight: Double
        let place: Int

        init?(_ text: Substring, at place: Int) {
            let parts = text.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            guard let code = parts.first?.lowercased() else { return nil }
            var weight = 1.0
            if let quality = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) {
                weight = Double(quality.dropFirst(2)) ?? 0
            }
            guard weight > 0 else { return nil }
            self.code = code
            self.weight = weight
            self.place = place
        }
    }
}

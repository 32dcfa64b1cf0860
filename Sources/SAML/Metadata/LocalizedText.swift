/// Text, or an address, in one language.
/// - SeeAlso: Metadata §2.2.4, §2.2.5.
public struct LocalizedText: Hashable, Sendable, Codable {
    /// A language tag such as `es` or `eu-ES`, as written; empty when missing.
    @Exact public private(set) var language: String
    /// The text. It comes from somebody else: escape it wherever it is shown.
    @Exact public private(set) var text: String

    /// Makes a text.
    public init(_ text: String, language: String) {
        self.language = language
        self.text = text
    }
}

extension Array<LocalizedText> {
    /// The text in the first of the languages that there is, or the first text of all.
    ///
    /// `es` is served by `es-ES` too.
    /// - Parameter languages: tags, the most wanted first.
    public func text(preferring languages: [String]) -> String? {
        for wanted in languages {
            let wanted = wanted.lowercased()
            if let exact = first(where: { $0.language.lowercased() == wanted }) { return exact.text }
            if let close = first(where: { $0.language.lowercased().hasPrefix(wanted + "-") }) { return close.text }
        }
        return first?.text
    }
}

/// A text or URL in one language.
/// - SeeAlso: Metadata §2.2.4, §2.2.5.
public struct LocalizedText: Hashable, Sendable, Codable {
    /// The language tag as written, for example `es` or `eu-ES`; empty when absent.
    @Exact public private(set) var language: String
    /// The text. It is untrusted: escape it wherever it is shown.
    @Exact public private(set) var text: String

    /// Creates a text.
    public init(_ text: String, language: String) {
        self.language = language
        self.text = text
    }
}

extension Array<LocalizedText> {
    /// Returns the text in the first available language, or the first text.
    ///
    /// `es-ES` matches `es`.
    /// - Parameter languages: language tags in order of preference.
    public func text(preferring languages: [String]) -> String? {
        for wanted in languages {
            let wanted = wanted.lowercased()
            if let exact = first(where: { $0.language.lowercased() == wanted }) { return exact.text }
            if let close = first(where: { $0.language.lowercased().hasPrefix(wanted + "-") }) { return close.text }
        }
        return first?.text
    }
}

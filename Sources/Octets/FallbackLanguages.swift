/// The languages for a person whose language is unknown, and for a text that is not available in the person's language.
///
/// BCP 47 codes in lower case.
package enum FallbackLanguages {
    /// The language of pages and messages when the person's language is unknown: Spanish.
    package static let first = "es"

    /// The languages of the broker's own metadata, and of texts in metadata in order of preference: Spanish, English.
    package static let inOrder = [first, "en"]
}

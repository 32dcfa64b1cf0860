/// A language of the pages: one for each key list in `languages/`.
package struct Language: Sendable, Hashable {
    /// The BCP 47 code in lower case, for `lang` and for `?lang=`: "es", "en", "ca".
    package let code: String
    /// Its name in the language itself: "Español", "English".
    package let name: String
}

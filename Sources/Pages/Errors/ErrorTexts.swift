/// The texts of one error code in one language.
///
/// The codes are those for which the key lists have texts, so the catalogue is data: `error.<code>.title` and so on.
struct ErrorTexts {
    private static let parts = ["title", "meaning", "expected", "received", "fix"]

    let title: String
    let meaning: String
    /// What the broker accepts, in general.
    let expected: String
    /// What the error page shows as received.
    let received: String
    let fix: String

    /// For a code that the lists lack, the title is the code, with the general texts.
    init(code: String, in wording: Wording) {
        func text(_ part: String) -> String {
            let key = "error.\(code).\(part)"
            return wording.has(key) ? wording.text(key) : wording.text("error-other.\(part)")
        }
        let titleKey = "error.\(code).title"
        title = wording.has(titleKey) ? wording.text(titleKey) : code
        meaning = text("meaning")
        expected = text("expected")
        received = text("received")
        fix = text("fix")
    }

    /// Returns the codes that a list explains, sorted.
    static func codes(in list: KeyList) -> [String] {
        list.texts.keys.filter { $0.hasPrefix("error.") && $0.hasSuffix(".title") }
            .map { String($0.dropFirst("error.".count).dropLast(".title".count)) }.sorted()
    }

    /// Returns the keys that these codes need.
    static func keys(of codes: [String]) -> [String] {
        codes.flatMap { code in parts.map { "error.\(code).\($0)" } }
    }

    static let otherKeys = parts.dropFirst().map { "error-other.\($0)" }
}

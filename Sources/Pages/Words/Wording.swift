package import Foundation

/// The texts of one language.
package struct Wording: Sendable {
    package let language: Language
    let list: KeyList
    /// The parsed text of each key.
    let phrases: [String: Phrase]

    /// - Parameter keys: the keys that templates and code use. All must exist, so that a later lookup cannot fail.
    /// - Throws: `PageResourceError.missingKey`.
    init(code: String, list: KeyList, needing keys: Set<String>) throws(PageResourceError) {
        for key in keys.sorted() where list.texts[key] == nil {
            throw .missingKey(key, language: code)
        }
        self.language = Language(code: code, name: list.texts[Self.nameKey] ?? code)
        self.list = list
        self.phrases = list.texts.mapValues(Phrase.init)
    }

    static let nameKey = "language.name"

    /// The keys that this type uses.
    static let keys: [String] =
        [nameKey, "date.pattern", "time.pattern", "moment.pattern"] + (1...12).map { "date.month.\($0)" }

    func has(_ key: String) -> Bool { list.texts[key] != nil }

    /// Returns the text of a key, or the key itself when it is missing: an error page must not fail.
    func text(_ key: String, _ parameters: [String: String] = [:]) -> String {
        guard let phrase = phrases[key] else { return key }
        return phrase.filled { parameters[$0] ?? "{\($0)}" }
    }

    func text(_ sentence: Sentence) -> String {
        text(sentence.key.rawValue, sentence.parameters.mapValues { self.text($0) })
    }

    private func text(_ value: Sentence.Value) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): String(number)
        case .time(let instant): time(instant)
        case .moment(let instant): moment(instant)
        case .date(let instant): date(instant)
        }
    }

    /// "22:41", in Madrid.
    package func time(_ instant: Date) -> String {
        let local = MadridTime(instant)
        return text("time.pattern", ["hour": padded(local.hour), "minute": padded(local.minute)])
    }

    /// "21 de noviembre de 2026", in Madrid.
    package func date(_ instant: Date) -> String {
        let local = MadridTime(instant)
        return text(
            "date.pattern",
            ["day": String(local.day), "month": text("date.month.\(local.month)"), "year": String(local.year)])
    }

    /// "21 de noviembre de 2026, 22:41 (hora peninsular)".
    package func moment(_ instant: Date) -> String {
        text("moment.pattern", ["date": date(instant), "time": time(instant)])
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

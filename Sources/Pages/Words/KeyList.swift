/// The texts of one language, as in its file: one `key = text` a line, `#` begins a comment line.
///
/// The parameters of a text are in braces: `Solo le queda {count} intento`.
struct KeyList: Sendable {
    let texts: [String: String]

    /// - Throws: `PageResourceError` that names the invalid line, or the repeated key.
    init(reading text: String, file: String) throws(PageResourceError) {
        var texts: [String: String] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let trimmed = Self.trimmed(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            guard let equals = trimmed.firstIndex(of: "=") else {
                throw .unreadable(file: file, line: index + 1)
            }
            let key = Self.trimmed(trimmed[..<equals])
            let value = Self.trimmed(trimmed[trimmed.index(after: equals)...])
            guard !key.isEmpty, !value.isEmpty else { throw .unreadable(file: file, line: index + 1) }
            guard texts.updateValue(String(value), forKey: String(key)) == nil else {
                throw .repeatedKey(String(key), file: file)
            }
        }
        self.texts = texts
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}

/// Why the pages cannot be made. Reported once, at startup.
package enum PageResourceError: Error, Hashable, CustomStringConvertible {
    /// The folder of templates, texts and static files is in none of these places.
    case folderNotFound(tried: [String])
    case fileMissing(String)
    case unreadable(file: String, line: Int)
    case repeatedKey(String, file: String)
    case missingKey(String, language: String)
    case template(String, reason: String)
    case languageUnknown(String)

    package var description: String {
        switch self {
        case .folderNotFound(let tried):
            "The folder Aldaba_Pages.resources is missing: it must be in the folder of the program (searched: \(tried.joined(separator: ", ")))"
        case .fileMissing(let file): "The resource \(file) is missing or not UTF-8"
        case .unreadable(let file, let line): "\(file), line \(line): expected `key = text`"
        case .repeatedKey(let key, let file): "\(file): the key \(key) occurs twice"
        case .missingKey(let key, let language): "The language \(language) has no text for \(key)"
        case .template(let name, let reason): "The template \(name): \(reason)"
        case .languageUnknown(let code): "The language \(code) has no pages"
        }
    }
}

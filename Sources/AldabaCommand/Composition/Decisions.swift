import Federation
import Foundation
import SAML

/// What an operator decided about a service: the words, and what they come to.
struct Decisions: Sendable {
    /// YAML, octet by octet as the operator wrote it.
    let text: String
    let entry: ServiceProviderEntry

    /// - Throws: `Failure`, with the line, when the words cannot be read.
    init(_ text: String) throws(Failure) {
        self.text = text
        entry = try ServiceProviderEntry(yaml: text)
    }

    /// - Throws: `Failure`, with file and line.
    init(file: String) throws(Failure) {
        let text = try InputFile.text(file)
        do throws(Failure) {
            try self.init(text)
        } catch {
            throw Failure("\(file): \(error.message)")
        }
    }

    /// What is decided beyond the standard, as a person reads it, such as `minimum-level: high`.
    var summary: String {
        let standard = ServiceProviderEntry.standard
        var words: [String] = []
        if entry.minimumLevel != standard.minimumLevel { words.append("minimum-level: \(entry.minimumLevel)") }
        if entry.signing != standard.signing { words.append("signing: \(entry.signing.rawValue)") }
        if entry.allowsUnsignedRequests { words.append("allows-unsigned-requests: true") }
        if !entry.classes.isEmpty {
            let classes = entry.classes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            words.append("classes: \(classes.joined(separator: " "))")
        }
        return words.isEmpty ? "nothing beyond the standard" : words.joined(separator: ", ")
    }
}

/// All that holds for the service, under the keys of the file, the standard included.
extension Decisions: Encodable {
    private enum Key: String, CodingKey {
        case minimumLevel = "minimum-level"
        case signing
        case allowsUnsignedRequests = "allows-unsigned-requests"
        case classes
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(entry.minimumLevel.description, forKey: .minimumLevel)
        try container.encode(entry.signing.rawValue, forKey: .signing)
        try container.encode(entry.allowsUnsignedRequests, forKey: .allowsUnsignedRequests)
        try container.encode(entry.classes.mapValues(\.description), forKey: .classes)
    }
}

import Foundation

/// A JSON value of a document. Numbers are integers.
enum DocumentValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Int64)
    case text(String)
    case list([DocumentValue])
    case object([String: DocumentValue])
}

extension DocumentValue {
    /// Parses JSON.
    ///
    /// - Throws: `PolicyDocumentError.notJSON` for any other text, and for JSON with a number that is not an integer.
    init(json: String) throws(PolicyDocumentError) {
        do {
            self = try JSONDecoder().decode(DocumentValue.self, from: Data(json.utf8))
        } catch {
            throw .notJSON
        }
    }

    /// The value as JSON, with sorted keys and without white space.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Returns an object with fields whose names are the cases of an enumeration.
    static func fields<Name: RawRepresentable<String>>(_ fields: [Name: DocumentValue]) -> DocumentValue {
        .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.key.rawValue, $0.value) }))
    }

    /// The value for an error message, such as `a list`.
    var shortDescription: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): "\(number)"
        case .text(let text): "«\(text)»"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

extension DocumentValue: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(number)
        } else if let list = try? container.decode([DocumentValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: DocumentValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let fields): try container.encode(fields)
        }
    }
}

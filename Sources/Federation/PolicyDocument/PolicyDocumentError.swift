/// The reason why the document of a policy cannot be read or written.
package enum PolicyDocumentError: Error, Hashable, Sendable {
    case notJSON
    /// A newer release wrote the document.
    case newer(version: Int64, known: Int64)
    /// The place of a field that the version does not have.
    case unknownField(String)
    /// The place of a field that the version has and the document does not.
    case missingField(String)
    case unexpected(_ place: String, expected: String, found: String)
}

extension PolicyDocumentError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notJSON: "the document is not JSON with integers"
        case .newer(let version, let known): "decisions of version \(version), this broker reads up to \(known)"
        case .unknownField(let place): "the field \(place) is unknown"
        case .missingField(let place): "the field \(place) is missing"
        case .unexpected(let place, let expected, let found): "\(place) expects \(expected), not \(found)"
        }
    }
}

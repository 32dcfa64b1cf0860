/// The operator's decisions about an entity, as the register stores them.
///
/// Both forms have the operator's text, which commands print unchanged, and which the release before reads.
package enum StoredDecisions: Sendable {
    /// The document of the policy. The text is nil when the operator wrote none; this release always stores one.
    case document(String, text: String?)
    /// Only the text: the release before stored it, or it cannot be read.
    case text(String)

    package var document: String? {
        switch self {
        case .document(let document, _): document
        case .text: nil
        }
    }

    /// The operator's text, unchanged.
    package var text: String? {
        switch self {
        case .document(_, let text): text
        case .text(let text): text
        }
    }
}

extension StoredDecisions: Hashable {
    /// Compares octets: Swift treats differently composed accents as equal.
    package static func == (left: StoredDecisions, right: StoredDecisions) -> Bool {
        left.octets == right.octets
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(octets) }

    private var octets: [[UInt8]?] { [document, text].map { $0.map { Array($0.utf8) } } }
}

/// The fields of an object in a document. Each known field must be present, and no other.
struct DocumentFields {
    private var remaining: [String: DocumentValue]
    private let place: String

    init(_ fields: [String: DocumentValue], at place: String) {
        remaining = fields
        self.place = place
    }

    /// Removes a field and returns its value.
    ///
    /// - Throws: `PolicyDocumentError.missingField`.
    mutating func take(_ name: some RawRepresentable<String>) throws(PolicyDocumentError) -> DocumentNode {
        let place = Self.place(of: name.rawValue, in: place)
        guard let value = remaining.removeValue(forKey: name.rawValue) else { throw .missingField(place) }
        return DocumentNode(value: value, place: place)
    }

    /// - Throws: `PolicyDocumentError.unknownField` when a field is left.
    func end() throws(PolicyDocumentError) {
        if let name = remaining.keys.min() { throw .unknownField(Self.place(of: name, in: place)) }
    }

    static func place(of name: String, in place: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}

/// A value of a document and its place. Reads the value as the type that the caller expects.
struct DocumentNode {
    let value: DocumentValue
    /// The names of the fields that lead to the value, such as `release.adding[0].items`.
    let place: String

    func text() throws(PolicyDocumentError) -> String {
        guard case .text(let text) = value else { throw unexpected("a text") }
        return text
    }

    func flag() throws(PolicyDocumentError) -> Bool {
        guard case .flag(let flag) = value else { throw unexpected("true or false") }
        return flag
    }

    func seconds() throws(PolicyDocumentError) -> Duration {
        guard case .number(let seconds) = value, seconds >= 0 else { throw unexpected("a number of seconds") }
        return .seconds(seconds)
    }

    /// Reads a text that is a raw value of an enumeration.
    func keyword<Keyword: RawRepresentable<String> & CaseIterable>() throws(PolicyDocumentError) -> Keyword {
        guard case .text(let text) = value, let keyword = Keyword(rawValue: text) else {
            throw unexpected("one of " + Keyword.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return keyword
    }

    func list() throws(PolicyDocumentError) -> [DocumentNode] {
        guard case .list(let values) = value else { throw unexpected("a list") }
        return values.enumerated().map { DocumentNode(value: $1, place: "\(place)[\($0)]") }
    }

    func texts() throws(PolicyDocumentError) -> [String] {
        var texts: [String] = []
        for element in try list() { texts.append(try element.text()) }
        return texts
    }

    /// Returns nil for `null`, and otherwise this value.
    func optional() -> DocumentNode? { value == .null ? nil : self }

    /// Reads an object.
    ///
    /// - Throws: `PolicyDocumentError.unknownField` when the object has a field that `read` does not take.
    func object<Value>(
        _ read: (inout DocumentFields) throws(PolicyDocumentError) -> Value
    ) throws(PolicyDocumentError) -> Value {
        guard case .object(let values) = value else { throw unexpected("an object") }
        var fields = DocumentFields(values, at: place)
        let result = try read(&fields)
        try fields.end()
        return result
    }

    /// Reads an object with one field. The name of the field is the case of an enumeration.
    func choice<Name: RawRepresentable<String> & CaseIterable>(
        _: Name.Type
    ) throws(PolicyDocumentError) -> (Name, DocumentNode) {
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        guard case .object(let values) = value, values.count == 1, let (name, value) = values.first else {
            throw unexpected("an object with one of the fields \(known)")
        }
        let place = DocumentFields.place(of: name, in: place)
        guard let choice = Name(rawValue: name) else { throw .unknownField(place) }
        return (choice, DocumentNode(value: value, place: place))
    }

    func unexpected(_ expected: String) -> PolicyDocumentError {
        .unexpected(place, expected: expected, found: value.shortDescription)
    }
}

/// A distinguished name as the certificate has it: fields in order, repetitions included.
package struct DistinguishedName: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let type: OID
        package let value: String
    }

    package let fields: [Field]

    /// Returns all values of a field, in order; empty when the name has none.
    package func values(of type: OID) -> [String] {
        fields.filter { $0.type == type }.map(\.value)
    }

    /// The type of the first field that occurs a second time, or nil.
    var repeatedField: OID? {
        var seen: Set<OID> = []
        return fields.first { !seen.insert($0.type).inserted }?.type
    }

    /// The name to show to people: the common name, otherwise the last field.
    package var title: String {
        values(of: .commonName).first ?? fields.last?.value ?? ""
    }
}

/// A distinguished name as its certificate spells it: fields in order, with repetitions.
package struct DistinguishedName: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let type: OID
        package let value: String
    }

    package let fields: [Field]

    /// Every value of a field, in order; empty when the name has none.
    package func values(of type: OID) -> [String] {
        fields.filter { $0.type == type }.map(\.value)
    }

    /// The first field that occurs a second time.
    var repeatedField: OID? {
        var seen: Set<OID> = []
        return fields.first { !seen.insert($0.type).inserted }?.type
    }

    /// What a person calls this name: the common name, else whatever field comes last.
    package var title: String {
        values(of: .commonName).first ?? fields.last?.value ?? ""
    }
}

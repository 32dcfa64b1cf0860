import CXMLSec

/// A list returned by C, copied into Swift and freed.
struct Entries {
    struct Item {
        let group: Int
        let identifier: OID
        let value: [UInt8]
    }

    let items: [Item]

    /// - Returns: nil when C could not read the data.
    init?(_ entries: OpaquePointer?) {
        guard let entries else { return nil }
        defer { aldaba_entries_free(entries) }
        items = (0..<aldaba_entries_count(entries)).map { index in
            var length = 0
            let octets = aldaba_entries_value(entries, index, &length)
            return Item(
                group: Int(aldaba_entries_group(entries, index)),
                identifier: OID(rawValue: String(cString: aldaba_entries_identifier(entries, index))),
                value: Array(UnsafeBufferPointer(start: octets, count: length)))
        }
    }

    var identifiers: [OID] { items.map(\.identifier) }

    var distinguishedName: DistinguishedName? { Self.name(of: items[...]) }

    var distinguishedNames: [DistinguishedName]? {
        var names: [DistinguishedName] = []
        var rest = items[...]
        while let group = rest.first?.group {
            guard let name = Self.name(of: rest.prefix { $0.group == group }) else { return nil }
            names.append(name)
            rest = rest.drop { $0.group == group }
        }
        return names
    }

    /// Returns a name whose texts are UTF-8 without control characters, so a NUL cannot truncate a value.
    private static func name(of items: ArraySlice<Item>) -> DistinguishedName? {
        var fields: [DistinguishedName.Field] = []
        for item in items {
            guard let text = String(validating: item.value, as: UTF8.self),
                text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
            else { return nil }
            fields.append(DistinguishedName.Field(type: item.identifier, value: text))
        }
        return DistinguishedName(fields: fields)
    }
}

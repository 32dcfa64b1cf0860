import Octets

/// A value that is stored as text and validated when it is read.
protocol TextCoded: Codable, FieldCodable {
    init(coded text: String) throws
    var text: String { get }
}

extension TextCoded {
    package init(from decoder: any Decoder) throws {
        try self.init(coded: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package func write(to fields: inout FieldWriter) { fields.write(text) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let value = try? Self(coded: try fields.read()) else { throw .malformed("\(Self.self)") }
        self = value
    }
}

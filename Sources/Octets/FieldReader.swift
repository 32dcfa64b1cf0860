/// Reads the values that a `FieldWriter` wrote, in the same order.
package struct FieldReader {
    private let octets: [UInt8]
    private var position: Int

    /// The version of the content, for values whose fields differ between versions.
    package let version: UInt8

    /// - Parameter start: the index of the first octet to read.
    package init(_ octets: [UInt8], from start: Int = 0, version: UInt8) {
        self.octets = octets
        self.version = version
        position = start
    }

    package mutating func read<Value: FieldCodable>(_ type: Value.Type = Value.self) throws(FieldError) -> Value {
        try Value(from: &self)
    }

    package mutating func octet() throws(FieldError) -> UInt8 {
        guard position < octets.count else { throw .truncated }
        defer { position += 1 }
        return octets[position]
    }

    package mutating func octets(_ count: Int) throws(FieldError) -> ArraySlice<UInt8> {
        guard count <= octets.count - position else { throw .truncated }
        defer { position += count }
        return octets[position..<(position + count)]
    }

    /// Reads an octet string that `write(string:)` wrote.
    package mutating func string() throws(FieldError) -> [UInt8] { Array(try octets(length())) }

    /// Reads a number that `append(length:)` wrote.
    package mutating func length() throws(FieldError) -> Int {
        var value: UInt = 0
        for shift in stride(from: UInt(0), to: 63, by: 7) {
            let octet = try octet()
            value |= UInt(octet & 0x7F) << shift
            if octet < 0x80 { return Int(value) }
        }
        throw .malformed("a length")
    }

    /// Checks that every octet has been read.
    package func finish() throws(FieldError) {
        guard position == octets.count else { throw .excess(octets.count - position) }
    }
}

/// The reason why octets cannot be read as fields. It has no stored content.
package enum FieldError: Error, Hashable, Sendable {
    /// The octets end within a value.
    case truncated
    /// The octets continue after the last value. The payload is the number of excess octets.
    case excess(Int)
    /// A value is malformed, or its type rejects it. The payload is the name of the type.
    case malformed(String)
}

/// A value that is stored as a sequence of fields.
///
/// An enumeration writes one octet for its case before the values of the case. Once released, a number of a case is
/// never given to another one. A type whose fields change reads the old ones where `FieldReader.version` says so.
package protocol FieldCodable {
    func write(to fields: inout FieldWriter)
    init(from fields: inout FieldReader) throws(FieldError)
}

extension String: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.append(length: utf8.count)
        fields.append(utf8)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        let octets = try fields.octets(fields.length())
        guard let text = String(validating: octets, as: UTF8.self) else { throw .malformed("UTF-8") }
        self = text
    }
}

extension Bool: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.append(octet: self ? 1 : 0) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        switch try fields.octet() {
        case 0: self = false
        case 1: self = true
        default: throw .malformed("Bool")
        }
    }
}

/// Not negative.
extension Int: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.append(length: self) }

    package init(from fields: inout FieldReader) throws(FieldError) { self = try fields.length() }
}

/// The IEEE 754 octets, the highest first.
extension Double: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        withUnsafeBytes(of: bitPattern.bigEndian) { fields.append($0) }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(bitPattern: try fields.octets(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension Optional: FieldCodable where Wrapped: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(self != nil)
        if let self { fields.write(self) }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self = try fields.read(Bool.self) ? try fields.read(Wrapped.self) : nil
    }
}

extension Array: FieldCodable where Element: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.append(length: count)
        for element in self { fields.write(element) }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        // Not reserved: a length that was made up costs nothing before its elements are there.
        self = []
        for _ in 0..<(try fields.length()) { append(try fields.read(Element.self)) }
    }
}

/// One octet, so that an array of octets is a length and its octets.
extension UInt8: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.append(octet: self) }

    package init(from fields: inout FieldReader) throws(FieldError) { self = try fields.octet() }
}

/// Text that a type checks by itself is stored as its text.
extension FieldCodable where Self: RawRepresentable, RawValue == String {
    package func write(to fields: inout FieldWriter) { fields.write(rawValue) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let value = Self(rawValue: try fields.read()) else { throw .malformed("\(Self.self)") }
        self = value
    }
}

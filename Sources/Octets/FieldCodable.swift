/// A value that is stored as a sequence of fields.
///
/// An enumeration writes one octet for its case, followed by the values of the case. The number of a released case is
/// never used for another case. If the fields of a type change, the type reads the old fields when
/// `FieldReader.version` is an old version.
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

/// Only non-negative numbers.
extension Int: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.append(length: self) }

    package init(from fields: inout FieldReader) throws(FieldError) { self = try fields.length() }
}

/// Eight octets, IEEE 754 binary64, big-endian.
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
        // Does not reserve memory, so a forged length uses no memory before its elements are read.
        self = []
        for _ in 0..<(try fields.length()) { append(try fields.read(Element.self)) }
    }
}

/// One octet. So an array of octets is a length followed by its octets.
extension UInt8: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.append(octet: self) }

    package init(from fields: inout FieldReader) throws(FieldError) { self = try fields.octet() }
}

/// A type with a textual raw value is stored as that text, and checks it when it is read.
extension FieldCodable where Self: RawRepresentable, RawValue == String {
    package func write(to fields: inout FieldWriter) { fields.write(rawValue) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let value = Self(rawValue: try fields.read()) else { throw .malformed("\(Self.self)") }
        self = value
    }
}

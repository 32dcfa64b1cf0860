package import Octets

// What a login and a logout keep of a service's metadata between two requests of the browser.

extension AssertionConsumerService: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(binding, location, index.map(Int.init), isDefault)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            binding: try fields.read(), location: try fields.read(), index: try fields.index(),
            isDefault: try fields.read())
    }
}

extension AttributeConsumingService: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(index.map(Int.init), isDefault, names, descriptions, requestedAttributes)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            index: try fields.index(), isDefault: try fields.read(), names: try fields.read(),
            descriptions: try fields.read(), requestedAttributes: try fields.read())
    }
}

extension RequestedAttribute: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(name, nameFormat, friendlyName, isRequired, values)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            name: try fields.read(), nameFormat: try fields.read(), friendlyName: try fields.read(),
            isRequired: try fields.read(), values: try fields.read())
    }
}

extension LocalizedText: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(text, language)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(try fields.read(), language: try fields.read())
    }
}

extension Endpoint: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(binding, location, responseLocation)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(binding: try fields.read(), location: try fields.read(), responseLocation: try fields.read())
    }
}

extension FieldReader {
    /// The index of an endpoint, which has 16 bits.
    fileprivate mutating func index() throws(FieldError) -> UInt16? {
        guard let index = try read(Int?.self) else { return nil }
        guard let short = UInt16(exactly: index) else { throw .malformed("index") }
        return short
    }
}

package import Octets

extension CitizenAttribute: FieldCodable {}

extension ReleasedContent: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        switch self {
        case .attribute(let attribute):
            fields.append(octet: 0)
            fields.write(attribute)
        case .identifier(let kind):
            fields.append(octet: 1)
            fields.write(kind)
        case .values(let texts):
            fields.append(octet: 2)
            fields.write(texts)
        }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        switch try fields.octet() {
        case 0: self = .attribute(try fields.read())
        case 1: self = .identifier(try fields.read())
        case 2: self = .values(try fields.read())
        default: throw .malformed("ReleasedContent")
        }
    }
}

extension Disclosure: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(content, name, format, friendlyName, wantedValues)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            content: try fields.read(), name: try fields.read(), format: try fields.read(),
            friendlyName: try fields.read(), wantedValues: try fields.read())
    }
}

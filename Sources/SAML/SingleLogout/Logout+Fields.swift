package import Octets

extension NameID: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(value, format, nameQualifier, spNameQualifier, spProvidedID)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            try fields.read(), format: try fields.read(), nameQualifier: try fields.read(),
            spNameQualifier: try fields.read(), spProvidedID: try fields.read())
    }
}

extension SessionParticipation: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(service, nameID, sessionIndex)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(service: try fields.read(), nameID: try fields.read(), sessionIndex: try fields.read())
    }
}

extension LogoutReplyTo.Transport: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        switch self {
        case .none: fields.append(octet: 0)
        case .exchange: fields.append(octet: 1)
        case .endpoint(let endpoint):
            fields.append(octet: 2)
            fields.write(endpoint)
        }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        switch try fields.octet() {
        case 0: self = .none
        case 1: self = .exchange
        case 2: self = .endpoint(try fields.read())
        default: throw .malformed("LogoutReplyTo.Transport")
        }
    }
}

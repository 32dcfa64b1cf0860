package import Octets
import SAML

extension Proof: FieldCodable {}
extension Registration: FieldCodable {}

extension LevelOfAssurance: FieldCodable {
    package func write(to fields: inout FieldWriter) { fields.write(rawValue) }

    package init(from fields: inout FieldReader) throws(FieldError) {
        guard let level = LevelOfAssurance(rawValue: try fields.read()) else { throw .malformed("LevelOfAssurance") }
        self = level
    }
}

extension AssuranceRequirement: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(requested?.comparison, requested?.levels ?? [], floor)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            comparison: try fields.read(RequestedAuthnContext.Comparison?.self) ?? .minimum,
            levels: try fields.read(), floor: try fields.read())
    }
}

extension MethodOffer: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(method, verdict)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(method: try fields.read(), verdict: try fields.read())
    }
}

extension MethodOffer.Verdict: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        switch self {
        case .offered(let level):
            fields.append(octet: 0)
            fields.write(level)
        case .hidden(.fallsShort(let level)):
            fields.append(octet: 1)
            fields.write(level)
        case .hidden(.exceeds(let level)):
            fields.append(octet: 2)
            fields.write(level)
        case .hidden(.excludedByService): fields.append(octet: 3)
        case .hidden(.notAccepted): fields.append(octet: 4)
        }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        switch try fields.octet() {
        case 0: self = .offered(upTo: try fields.read())
        case 1: self = .hidden(.fallsShort(best: try fields.read()))
        case 2: self = .hidden(.exceeds(least: try fields.read()))
        case 3: self = .hidden(.excludedByService)
        case 4: self = .hidden(.notAccepted)
        default: throw .malformed("MethodOffer.Verdict")
        }
    }
}

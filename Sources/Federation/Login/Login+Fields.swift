package import Octets
import SAML

// A login is stored in two parts: the beginning, which is written once, and the state, which each transition writes.

extension LoginID: FieldCodable {}

extension Login.Beginning {
    /// - Throws: the errors of writing the request.
    package func write(to fields: inout FieldWriter) throws {
        fields.write(id)
        try request.write(to: &fields)
        fields.write(requirement, offers, disclosures, startedAt, expiresAt)
    }

    /// - Throws: an error when the fields were not written by ``write(to:)``.
    package init(from fields: inout FieldReader) throws {
        try self.init(
            id: fields.read(), request: AcceptedRequest(from: &fields), requirement: fields.read(),
            offers: fields.read(), disclosures: fields.read(), startedAt: fields.read(), expiresAt: fields.read())
    }
}

extension Login.State: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        switch self {
        case .choosing(let shortfall):
            fields.append(octet: 0)
            fields.write(shortfall)
        case .proving(.pin): fields.append(octet: 1)
        case .proving(.pinSent(let code)):
            fields.append(octet: 2)
            fields.write(code)
        case .proving(.permanentKey): fields.append(octet: 3)
        case .proving(.codeSent(let code)):
            fields.append(octet: 4)
            fields.write(code)
        case .proving(.certificate): fields.append(octet: 5)
        case .proved(let authentication):
            fields.append(octet: 6)
            fields.write(authentication)
        case .answered: fields.append(octet: 7)
        }
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        switch try fields.octet() {
        case 0: self = .choosing(after: try fields.read())
        case 1: self = .proving(.pin)
        case 2: self = .proving(.pinSent(try fields.read()))
        case 3: self = .proving(.permanentKey)
        case 4: self = .proving(.codeSent(try fields.read()))
        case 5: self = .proving(.certificate)
        case 6: self = .proved(try fields.read())
        case 7: self = .answered
        default: throw .malformed("Login.State")
        }
    }
}

extension Login.SentCode: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(challenge, document, sentAt, validUntil, ownCode, claim, password, isGenuine)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            challenge: try fields.read(), document: try fields.read(), sentAt: try fields.read(),
            validUntil: try fields.read(), ownCode: try fields.read(), claim: try fields.read(),
            password: try fields.read(), isGenuine: try fields.read())
    }
}

extension Login.ShownPassword: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(shownAt, session)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(shownAt: try fields.read(), session: try fields.read())
    }
}

extension Login.Shortfall: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(method, reached, registration)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(method: try fields.read(), reached: try fields.read(), registration: try fields.read())
    }
}

extension Authentication: FieldCodable {
    package func write(to fields: inout FieldWriter) {
        fields.write(person, proof, registration, instant, firstFactorAt)
    }

    package init(from fields: inout FieldReader) throws(FieldError) {
        self.init(
            person: try fields.read(), proof: try fields.read(), registration: try fields.read(),
            instant: try fields.read(), firstFactorAt: try fields.read())
    }
}

import SAML

/// A person who is signed in, in `/result.json`.
struct PersonDocument: Encodable {
    struct Name: Encodable {
        let value: String
        let format: String?
        let nameQualifier: String?
        let spNameQualifier: String?
    }

    struct NamedValues: Encodable {
        let name: String
        let friendlyName: String?
        let values: [String]
    }

    let procedure: Procedure
    let issuer: String
    let nameID: Name?
    let level: Level?
    let authnContextClass: String?
    let selectedIdP: String?
    let attributes: [NamedValues]
    let missingAttributes: [String]
    let assertionID: String
    let inResponseTo: String
    let authnInstant: String
    let sessionIndex: String?
    let sessionNotOnOrAfter: String?
    let notBefore: String?
    let notOnOrAfter: String?
    let receivedAt: String
    let responseIsSigned: Bool
    let assertionIsSigned: Bool

    init(_ person: SignedIn) {
        procedure = person.procedure
        issuer = person.issuer.rawValue
        nameID = person.nameID.map {
            Name(
                value: $0.value, format: $0.format?.rawValue, nameQualifier: $0.nameQualifier,
                spNameQualifier: $0.spNameQualifier)
        }
        level = person.level
        authnContextClass = person.authnContextClass?.rawValue
        selectedIdP = person.selectedIdP
        attributes = person.attributes.map {
            NamedValues(name: $0.name, friendlyName: $0.friendlyName, values: $0.values.map(\.text))
        }
        missingAttributes = person.missingAttributes
        assertionID = person.assertionID.rawValue
        inResponseTo = person.inResponseTo.rawValue
        authnInstant = SAMLInstant.format(person.authnInstant)
        sessionIndex = person.sessionIndex
        sessionNotOnOrAfter = person.sessionEnd.map(SAMLInstant.format)
        notBefore = person.notBefore.map(SAMLInstant.format)
        notOnOrAfter = person.notOnOrAfter.map(SAMLInstant.format)
        receivedAt = SAMLInstant.format(person.receivedAt)
        responseIsSigned = person.responseIsSigned
        assertionIsSigned = person.assertionIsSigned
    }
}

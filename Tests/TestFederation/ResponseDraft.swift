package import Foundation
package import SAML
package import XML
import XMLSecurity

/// A Response. A test changes one field before it is signed.
package struct ResponseDraft: Sendable {
    package var id = MessageID(rawValue: "_" + UUID().uuidString)
    package var issueInstant: Date
    package var destination: String?
    package var inResponseTo: MessageID?
    package var issuer: Issuer
    package var status = Status.success
    package var assertionID = MessageID(rawValue: "_" + UUID().uuidString)
    package var assertionIssuer: Issuer
    package var nameID: NameID? = NameID("_citizen", format: .transient)
    package var confirmations: [SubjectConfirmation]
    package var hasSubject = true
    package var conditions: Conditions?
    package var authnStatement: AuthnStatement?
    package var attributes: [Attribute] = [EIDASAttribute.personIdentifier.attribute("ES/ES/12345678Z")]
    /// Changes the Response's element before it is signed, in ways that the types cannot represent.
    package var responseShape: @Sendable (XMLElement) -> XMLElement = { $0 }
    /// Changes the assertion's element before it is signed.
    package var assertionShape: @Sendable (XMLElement) -> XMLElement = { $0 }

    /// Creates a draft that all rules accept.
    package init(
        from identityProvider: EntityID, to service: EntityID, at location: String, answering request: MessageID?,
        now: Date
    ) {
        issueInstant = now
        destination = location
        inResponseTo = request
        issuer = Issuer(identityProvider)
        assertionIssuer = Issuer(identityProvider)
        let end = now.addingTimeInterval(300)
        confirmations = [
            SubjectConfirmation(
                bounds: SubjectConfirmation.Bounds(notOnOrAfter: end, recipient: location, inResponseTo: request))
        ]
        conditions = Conditions(
            notBefore: now.addingTimeInterval(-60), notOnOrAfter: end, audienceRestrictions: [[service]])
        authnStatement = AuthnStatement(
            authnInstant: now, sessionIndex: "_session", authnContextClass: .eidasSubstantial)
    }

    /// The assertion with the draft's values.
    package var assertion: Assertion {
        Assertion(
            id: assertionID, issueInstant: issueInstant, issuer: assertionIssuer,
            subject: hasSubject ? Subject(nameID: nameID, confirmations: confirmations) : nil,
            conditions: conditions, authnStatement: authnStatement, attributes: attributes)
    }

    /// Returns the document with the requested signatures.
    /// - Parameter key: the key; nil for no signatures.
    package func document(
        _ signing: ResponseBuilder.Signing, key: TestKey?, assertions: Int = 1
    ) throws -> [UInt8] {
        let content: [XMLNode] = try (0..<assertions).map { _ in
            let element = assertionShape(assertion.xml)
            guard let key, signing != .response else { return .element(element) }
            return .rendered(try ElementSigner(key: key.signing).sign(element))
        }
        let empty = Response(
            id: id, issueInstant: issueInstant, destination: destination, inResponseTo: inResponseTo, issuer: issuer,
            status: status
        ).xml
        let whole = responseShape(XMLElement(empty.name, attributes: empty.attributes, empty.children + content))
        guard let key, signing != .assertion else { return try XMLWriter.canonical(whole).bytes }
        return try ElementSigner(key: key.signing).sign(whole).bytes
    }
}

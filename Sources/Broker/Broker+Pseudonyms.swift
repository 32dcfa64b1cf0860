package import Citizens
package import Federation
import SAML
package import Secrets

extension KeyRing {
    /// Returns the pseudonym of a document, for counters, challenges and the audit trail. It is a keyed hash, because
    /// an attacker could try all document numbers against a plain hash.
    package func documentKey(_ document: NationalIdentifier) -> SecretHash {
        pseudonyms.hash("document", document.text)
    }

    /// Returns the pseudonym of a person. For a person with a national identifier, it equals the document's pseudonym.
    package func personKey(_ person: Principal) -> SecretHash { pseudonyms.hash("document", person.text) }
}

extension Broker {
    func personKey(_ person: Principal) -> SecretHash { keys.personKey(person) }

    func documentKey(_ document: NationalIdentifier) -> SecretHash { keys.documentKey(document) }

    /// Returns the pseudonym of a document together with its typed datum of contrast, normalized. It contains no data
    /// of the register, so it does not reveal whether the datum is right.
    func claimKey(_ document: NationalIdentifier, datum: String) -> SecretHash {
        keys.pseudonyms.hash("claim", document.text, datum)
    }

    /// Returns the claim of a document whose password was right. Codes are counted for this claim.
    func codeClaimKey(_ document: NationalIdentifier) -> SecretHash {
        keys.pseudonyms.hash("claim of a code", document.text)
    }

    func networkKey(_ network: ClientNetwork) -> SecretHash {
        keys.pseudonyms.hash("client address", network.text)
    }
}

extension Broker {
    /// Returns the identifiers that these disclosures release to a service.
    ///
    /// They are keyed hashes, written in digits and lowercase letters, so two identifiers never differ only by case.
    /// They are the same at each login and each broker.
    ///
    /// - SeeAlso: SAML V2.0 Subject Identifier Attributes Profile 1.0 §3.3.2, §3.4.2.
    func identifiers(
        of person: Principal, in disclosures: [Disclosure], for service: EntityID
    ) -> [SubjectIdentifier] {
        SubjectIdentifier.Kind.allCases.filter { kind in disclosures.contains { $0.content == .identifier(kind) } }
            .compactMap { kind in
                let hash =
                    switch kind {
                    case .subjectID: keys.identifiers.hash("subject-id", person.text)
                    case .pairwiseID: keys.identifiers.hash("pairwise-id", person.text, service.rawValue)
                    }
                return SubjectIdentifier(
                    kind, uniqueID: hash.hexadecimal, scope: settings.subjectIdentifierScope)
            }
    }
}

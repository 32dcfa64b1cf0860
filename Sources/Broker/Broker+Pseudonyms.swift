package import Citizens
package import Federation
import SAML
package import Secrets

extension KeyRing {
    /// What stands for a document wherever one must be recognised and not known: in counters, challenges, the audit
    /// trail. Keyed, so that the few numbers there are cannot be tried one by one.
    package func documentKey(_ document: NationalIdentifier) -> SecretHash {
        pseudonyms.hash("document", document.text)
    }

    /// The pseudonym of a person; of one with a national identifier that of the document.
    package func personKey(_ person: Principal) -> SecretHash { pseudonyms.hash("document", person.text) }
}

extension Broker {
    /// The person's pseudonym under this broker's key.
    func personKey(_ person: Principal) -> SecretHash { keys.personKey(person) }

    /// The document's pseudonym under this broker's key.
    func documentKey(_ document: NationalIdentifier) -> SecretHash { keys.documentKey(document) }

    /// The same for a document together with what was typed as its datum of contrast, normalised. It is made of nothing
    /// that the register holds, so that it says nothing about whether the datum is right.
    func claimKey(_ document: NationalIdentifier, datum: String) -> SecretHash {
        keys.pseudonyms.hash("claim", document.text, datum)
    }

    /// The claim of a document whose password was right: what codes are counted for.
    func codeClaimKey(_ document: NationalIdentifier) -> SecretHash {
        keys.pseudonyms.hash("claim of a code", document.text)
    }

    /// The same for a network from which clients come.
    func networkKey(_ network: ClientNetwork) -> SecretHash {
        keys.pseudonyms.hash("client address", network.text)
    }
}

extension Broker {
    /// The identifiers that these disclosures tell a service: keyed hashes, in digits and small letters, so that two never
    /// differ by case alone, the same at each login and before each broker.
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

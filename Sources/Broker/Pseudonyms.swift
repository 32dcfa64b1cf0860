package import Citizens
package import Federation
package import Secrets

extension KeyRing {
    /// Returns the pseudonym of a document, for counters, challenges and the audit trail. It is a keyed hash, because
    /// an attacker could try all document numbers against a plain hash.
    package func documentKey(_ document: NationalIdentifier) -> SecretHash {
        pseudonyms.hash("document", document.text)
    }

    /// Returns the pseudonym of a person. For a person with a national identifier, it equals the document's pseudonym.
    package func personKey(_ person: Principal) -> SecretHash { pseudonyms.hash("document", person.text) }

    /// Returns the pseudonym of a document together with its typed datum of contrast, normalized. It contains no data
    /// of the register, so it does not reveal whether the datum is right.
    func claimKey(_ document: NationalIdentifier, datum: String) -> SecretHash {
        pseudonyms.hash("claim", document.text, datum)
    }

    /// Returns the claim of a document whose password was right. Codes are counted for this claim.
    func codeClaimKey(_ document: NationalIdentifier) -> SecretHash {
        pseudonyms.hash("claim of a code", document.text)
    }

    func networkKey(_ network: ClientNetwork) -> SecretHash {
        pseudonyms.hash("client address", network.text)
    }
}

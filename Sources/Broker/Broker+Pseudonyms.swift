package import Citizens
package import Secrets

extension PurposeKeys {
    /// What stands for a document wherever one must be recognised and not known: in counters, challenges, the audit
    /// trail. Keyed, so that the few numbers there are cannot be tried one by one.
    package func documentKey(_ document: NationalIdentifier) -> SecretHash {
        pseudonyms.hash("document", document.text)
    }
}

extension Broker {
    /// The document's pseudonym under this broker's key.
    func documentKey(_ document: NationalIdentifier) -> SecretHash { keys.documentKey(document) }

    /// The same for a client's address.
    func addressKey(_ address: String) -> SecretHash {
        keys.pseudonyms.hash("client address", address)
    }
}

import Citizens
import Secrets

extension Broker {
    /// What stands for a document wherever one must be recognised and not known: in counters, challenges, the audit
    /// trail. Keyed, so that the few numbers there are cannot be tried one by one.
    func documentKey(_ document: NationalIdentifier) -> SecretHash {
        keys.pseudonyms.hash("document", document.text)
    }

    /// The same for a client's address.
    func addressKey(_ address: String) -> SecretHash {
        keys.pseudonyms.hash("client address", address)
    }
}

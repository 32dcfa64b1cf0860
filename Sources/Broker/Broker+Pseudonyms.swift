package import Citizens
import Foundation
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

    /// The same for a document together with what was typed as its datum of contrast, normalised. It is made of nothing
    /// that the register holds, so that it says nothing about whether the datum is right.
    func claimKey(_ document: NationalIdentifier, datum: String) -> SecretHash {
        keys.pseudonyms.hash("claim", document.text, datum)
    }

    /// The same for a document as one client's address asks for it.
    func documentKey(_ document: NationalIdentifier, from address: String) -> SecretHash {
        keys.pseudonyms.hash("document from client address", document.text, Self.network(of: address))
    }

    /// The same for a client's address; of IPv6 for its network of 64 bits, since whoever has one address there has as
    /// many as they like.
    func addressKey(_ address: String) -> SecretHash {
        keys.pseudonyms.hash("client address", Self.network(of: address))
    }

    /// - SeeAlso: RFC 4291 §2.5.4 for the 64 bits, §2.5.5.2 for IPv4 addresses inside IPv6.
    private static func network(of address: String) -> String {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        let bytes = withUnsafeBytes(of: parsed) { Array($0) }
        if bytes.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            return bytes.suffix(4).map { "\($0)" }.joined(separator: ".")
        }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") + "/64"
    }
}

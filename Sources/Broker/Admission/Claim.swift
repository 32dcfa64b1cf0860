import Citizens
import Foundation
import Secrets

/// Whose messages and wrong codes are counted together.
struct Claim: Sendable {
    let document: NationalIdentifier
    /// The document and what was typed with it, as a keyed hash.
    let key: SecretHash
    /// The same person in a browser in which they have signed in: counted apart from everybody else.
    let known: SecretHash?

    /// - Parameter key: `Broker.claimKey` or `Broker.codeClaimKey`.
    init(_ document: NationalIdentifier, key: SecretHash, by visitor: Visitor, keys: PurposeKeys, at now: Date) {
        self.document = document
        self.key = key
        known = visitor.known?.lane(of: document, keys: keys, at: now)
    }

    /// What is counted.
    var subject: [UInt8] { (known ?? key).bytes }
}

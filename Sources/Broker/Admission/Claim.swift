import Citizens
import Foundation
import Secrets

/// Whose messages and wrong codes are counted together.
struct Claim: Sendable {
    let document: NationalIdentifier
    /// The document and what was typed with it, as a keyed hash.
    let key: SecretHash
    /// The lane of a browser in which this person has proved more than a password; nil in any other.
    let lane: SecretHash?
    private let knownBrowsers: SecretHash

    /// - Parameter key: `Broker.claimKey` or `Broker.codeClaimKey`.
    init(_ document: NationalIdentifier, key: SecretHash, by visitor: Visitor, keys: KeyRing, at now: Date) {
        self.document = document
        self.key = key
        lane = visitor.known?.codeLane(of: document, keys: keys, at: now)
        knownBrowsers = keys.browsers.hash("wrong codes in known browsers", document.text)
    }

    /// For whom messages are counted: each known browser has its own.
    var messageSubject: [UInt8] { (lane ?? key).bytes }

    /// For whom wrong codes are counted, the first that has room.
    ///
    /// All known browsers of a person share one budget: so a thief of many cookies has no more guesses than the thief
    /// of one. When it is used up, they count with everybody else.
    var guessSubjects: [[UInt8]] {
        lane == nil ? [key.bytes] : [knownBrowsers.bytes, key.bytes]
    }
}

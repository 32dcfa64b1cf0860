import Citizens
import Foundation
import Secrets

/// A document together with the data typed with it. Messages and wrong codes are counted per claim.
struct Claim: Sendable {
    let document: NationalIdentifier
    /// A keyed hash of the document and the data typed with it.
    let key: SecretHash
    /// The lane of a browser in which this citizen has proved more than a password; nil for any other browser.
    let lane: SecretHash?
    private let knownBrowsers: SecretHash

    /// - Parameter key: The result of `KeyRing.claimKey` or `KeyRing.codeClaimKey`.
    init(_ document: NationalIdentifier, key: SecretHash, by visitor: Visitor, keys: KeyRing, at now: Date) {
        self.document = document
        self.key = key
        lane = visitor.known?.codeLane(of: document, keys: keys, at: now)
        knownBrowsers = keys.browsers.hash("wrong codes in known browsers", document.text)
    }

    /// The subject for which messages are counted. Each known browser has its own.
    var messageSubject: [UInt8] { (lane ?? key).bytes }

    /// The subjects for which wrong codes are counted. The first subject below its budget counts the code.
    ///
    /// All known browsers of a citizen share one budget, so a thief of many cookies has no more guesses than a thief of
    /// one cookie. When this budget is used up, known browsers use the budget of all other browsers.
    var guessSubjects: [[UInt8]] {
        lane == nil ? [key.bytes] : [knownBrowsers.bytes, key.bytes]
    }
}

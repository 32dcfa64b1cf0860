import Foundation

/// What `/result.json` says: who is signed in, and how the last attempt ended.
struct ResultDocument: Encodable {
    /// How the last attempt ended: `signedIn`, `refused`, or `none` before the first.
    let outcome: String
    /// The procedures open to whoever is signed in.
    let allowed: [Procedure]
    let person: PersonDocument?
    let refusal: RefusalDocument?

    init(_ session: Sessions.Session?) {
        outcome = session?.refusal != nil ? "refused" : session?.person != nil ? "signedIn" : "none"
        allowed = Procedure.allCases.filter { session?.person?.allows($0) ?? false }
        person = session?.person.map(PersonDocument.init)
        refusal = session?.refusal.map(RefusalDocument.init)
    }

    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        }
    }
}

import Foundation

/// The content of `/result.json`: the person who is signed in, and the result of the last attempt.
struct ResultDocument: Encodable {
    /// The result of the last attempt: `signedIn`, `refused`, or `none` before the first.
    let outcome: String
    /// The procedures that the signed-in person may use.
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

import SAML

/// A refusal in `/result.json`.
struct RefusalDocument: Encodable {
    let procedure: Procedure
    let status: String
    let subcodes: [String]
    let message: String?
    let inResponseTo: String
    let receivedAt: String

    init(_ refusal: Refusal) {
        procedure = refusal.procedure
        status = refusal.status.code.rawValue
        subcodes = refusal.status.subcodes.map(\.rawValue)
        message = refusal.status.message
        inResponseTo = refusal.inResponseTo.rawValue
        receivedAt = SAMLInstant.format(refusal.receivedAt)
    }
}

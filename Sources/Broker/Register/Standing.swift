import Citizens
import Federation
import Foundation
import Storage

/// How a person stands in the register now: it decides whether what they showed before still counts.
struct Standing: Sendable {
    /// Nil for a person who is not registered.
    let citizen: Citizen?
    /// Nil for a person without a password.
    let passwordSetAt: Date?

    /// One statement, whether there is a registration or not.
    init(of document: NationalIdentifier, on connection: Connection) throws {
        let found = try CitizenStore(connection).find(document.text)
        citizen = try found.flatMap { try Citizen($0.citizen) }
        passwordSetAt = found?.passwordSetAt
    }

    /// Whether a password that was shown then is the present one.
    func hasPassword(since shown: Date) -> Bool {
        passwordSetAt.map { $0 <= shown } ?? false
    }

    /// Whether a proof still counts. It does not for a person who was blocked, for one who has left the register and proved
    /// something as a registered person, or after the password that it shows was changed.
    func confirms(_ proof: Authentication) -> Bool {
        guard let citizen else { return proof.registration == .none }
        guard citizen.isActive else { return false }
        switch proof.proof {
        case .password, .passwordAndCode: return hasPassword(since: proof.oldestInstant)
        case .pin, .softwareCertificate, .deviceCertificate: return true
        }
    }
}

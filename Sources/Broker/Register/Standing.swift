import Citizens
import Federation
import Foundation
import Storage

/// A person's present entry in the register. It decides whether an earlier proof still counts.
struct Standing: Sendable {
    /// Nil for a person who is not registered.
    let citizen: Citizen?
    /// Nil for a person without a password.
    let passwordSetAt: Date?

    /// Reads the entry. One statement runs for every national identifier, registered or not.
    init(of person: Principal, on connection: Connection) throws {
        try self.init(person.national.flatMap { try CitizenStore(connection).find($0.text) })
    }

    /// Creates the value from the result of another statement.
    init(_ found: CitizenStore.Found?) throws {
        citizen = try found.flatMap { try Citizen($0.citizen) }
        passwordSetAt = found?.passwordSetAt
    }

    /// Returns whether a password shown at that time is still the present one.
    func hasPassword(since shown: Date) -> Bool {
        passwordSetAt.map { $0 <= shown } ?? false
    }

    /// Returns whether a proof still counts. It no longer counts when the person is blocked, when its password was
    /// changed, or when a person who was registered at the time of the proof has left the register.
    func accepts(_ proof: Authentication) -> Bool {
        guard let citizen else { return proof.registration == .none }
        guard citizen.isActive else { return false }
        switch proof.proof {
        case .password, .passwordAndCode: return hasPassword(since: proof.oldestInstant)
        case .pin, .softwareCertificate, .deviceCertificate: return true
        }
    }
}

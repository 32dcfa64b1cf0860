import Citizens
import Federation
import Foundation
import Storage

/// What the register says of a person now: whether a proof from before still counts.
struct Standing: Sendable {
    /// Nil for a person who is not registered.
    let citizen: Citizen?
    /// Nil for a person without a password.
    let passwordSetAt: Date?

    /// One statement, whether there is a registration or not.
    init(of person: Principal, on connection: Connection) throws {
        try self.init(person.national.flatMap { try CitizenStore(connection).find($0.text) })
    }

    /// What another statement has read of the register.
    init(_ found: CitizenStore.Found?) throws {
        citizen = try found.flatMap { try Citizen($0.citizen) }
        passwordSetAt = found?.passwordSetAt
    }

    /// Whether a password that was shown then is the present one.
    func hasPassword(since shown: Date) -> Bool {
        passwordSetAt.map { $0 <= shown } ?? false
    }

    /// Whether a proof still counts. It does not after the person was blocked, after the password in it was changed,
    /// nor for a person who proved something as registered and has left the register.
    func accepts(_ proof: Authentication) -> Bool {
        guard let citizen else { return proof.registration == .none }
        guard citizen.isActive else { return false }
        switch proof.proof {
        case .password, .passwordAndCode: return hasPassword(since: proof.oldestInstant)
        case .pin, .softwareCertificate, .deviceCertificate: return true
        }
    }
}

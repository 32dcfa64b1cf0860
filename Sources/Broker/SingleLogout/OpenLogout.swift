package import Federation
import Foundation
import SAML
package import Secrets
import Storage

/// A logout in the hands of the browser that began it: whoever holds one has shown its cookie.
package struct OpenLogout: Sendable {
    package let id: LogoutID
    package let handle: Handle
    package let logout: Logout
    /// Which state of the logout this is: a step is taken from the one that the page showed, and from no other.
    package let version: Int64
}

/// Keeps a logout secret in its table: it has names of people towards services.
struct LogoutSeal {
    private let seal: Seal
    private let dice: Dice

    init(_ broker: Broker) {
        seal = Seal(key: broker.keys.sealing)
        dice = broker.dice
    }

    func close(_ logout: Logout, id: LogoutID) throws -> [UInt8] {
        seal.close(Array(try JSONEncoder().encode(logout)), for: Self.place(id), dice: dice)
    }

    func open(_ sealed: [UInt8], id: LogoutID) throws -> Logout {
        try JSONDecoder().decode(Logout.self, from: Data(try seal.open(sealed, for: Self.place(id))))
    }

    private static func place(_ id: LogoutID) -> [UInt8] { Array("logout \(id.rawValue)".utf8) }
}

extension SessionServiceRow {
    /// What the service was told, as the standard's rules compare it.
    func participation(of identityProvider: EntityID) -> SessionParticipation {
        SessionParticipation(
            service: EntityID(rawValue: serviceProvider),
            nameID: NameID(
                nameID, format: NameIDFormat(rawValue: nameIDFormat), nameQualifier: identityProvider.rawValue,
                spNameQualifier: serviceProvider),
            sessionIndex: sessionIndex)
    }
}

package import Federation
import Foundation
import SAML
import Secrets
import Storage

/// A logout in the hands of the browser that began it, or that has one of its sessions: whoever holds one has shown the
/// cookie of either.
package struct OpenLogout: Sendable {
    package let id: LogoutID
    package let logout: Logout
    /// The session that this browser has or had, by its name in our tables: whose services it may see and visit. Nil when
    /// it shows none.
    package let session: String?
    /// Which state of the logout this is: a step is taken from the one that the page showed, and from no other.
    package let version: Int64
}

extension Broker {
    /// A name that no logout has had.
    func newLogoutID() -> LogoutID {
        // 16 bytes of base64url are 22 characters of its alphabet, which is what an ID is.
        LogoutID(rawValue: Base64URL.encode(random.bytes(16)))!
    }

    func share(_ shared: LogoutInitiation.Shared) -> LogoutParticipant.Share {
        LogoutParticipant.Share(participation(shared.row), in: shared.session)
    }

    /// What a service was told, as the standard's rules compare it, and as the service is to read it again.
    func participation(_ row: SessionServiceRow) -> SessionParticipation {
        let service = EntityID(rawValue: row.serviceProvider)
        let isQualified = entities.serviceProvider(service)?.policy.qualifiesNames ?? true
        return SessionParticipation(
            service: service,
            nameID: NameID(
                row.nameID, format: NameIDFormat(rawValue: row.nameIDFormat),
                nameQualifier: isQualified ? settings.entityID.rawValue : nil,
                spNameQualifier: isQualified ? row.serviceProvider : nil),
            sessionIndex: row.sessionIndex)
    }
}

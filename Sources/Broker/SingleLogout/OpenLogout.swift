package import Federation
import Foundation
import SAML
import Secrets
import Storage

/// A logout of a browser that has shown the cookie of the logout, or the cookie of one of its sessions.
package struct OpenLogout: Sendable {
    package let id: LogoutID
    package let logout: Logout
    /// The ID of this browser's session, present or ended. The browser may see and visit the services of this session.
    /// Nil when it shows no session.
    package let session: String?
    /// The version of the logout. A step is taken only from the version that the page showed.
    package let version: Int64
}

extension Broker {
    func newLogoutID() -> LogoutID {
        // 16 bytes of base64url are 22 characters of its alphabet, the format of an ID.
        LogoutID(rawValue: Base64URL.encode(random.bytes(16)))!
    }

    func share(_ shared: LogoutInitiation.Shared) -> LogoutParticipant.Share {
        LogoutParticipant.Share(participation(shared.row), in: shared.session)
    }

    /// Returns the NameID and SessionIndex that a service received, in the form that the rules compare and that a
    /// LogoutRequest contains.
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

import Federation
package import Logging
import SAML
package import Secrets
package import Storage
package import Telemetry

/// The collaborators of a logout: it ends a session, and then the session at each service that shares it.
package final class Logouts: Sendable {
    package let settings: BrokerSettings
    package let entities: Entities
    let signer: Signer
    /// The connection to the servers of services.
    let backChannel: BackChannel
    let database: Database
    let keys: KeyRing
    let random: RandomSource
    let time: TimeSource
    let log: Logger
    let measurements: Measurements

    package init(
        settings: BrokerSettings, entities: Entities, signer: Signer, backChannel: BackChannel, database: Database,
        keys: KeyRing, random: RandomSource, time: TimeSource, log: Logger, measurements: Measurements
    ) {
        self.settings = settings
        self.entities = entities
        self.signer = signer
        self.backChannel = backChannel
        self.database = database
        self.keys = keys
        self.random = random
        self.time = time
        self.log = log
        self.measurements = measurements
    }

    func newLogoutID() -> LogoutID {
        // 16 bytes of base64url are 22 characters of its alphabet, the format of an ID.
        LogoutID(rawValue: Base64URL.encode(random.bytes(16)))!
    }

    /// Returns the share of a logout that one session at a service has.
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

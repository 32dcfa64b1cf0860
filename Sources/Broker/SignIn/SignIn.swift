package import Federation
package import Logging
package import Secrets
package import Storage
package import Telemetry

/// The collaborators of a sign-in, from the request of a service to its answer.
///
/// A broker has no essential state of its own. All data of a login is in the database, so another broker with the same
/// database can continue the login.
///
/// An object, because each step of each request holds it: a copy of all collaborators would cost dozens of reference
/// counts.
package final class SignIn: Sendable {
    package let settings: BrokerSettings
    package let policy: AssurancePolicy
    package let entities: Entities
    package let sessions: Sessions
    package let register: Register
    package let delivery: Delivery
    let signer: Signer
    let codec: LoginCodec
    package let database: Database
    package let keys: KeyRing
    package let random: RandomSource
    package let time: TimeSource
    package let log: Logger
    package let measurements: Measurements

    package init(
        settings: BrokerSettings, policy: AssurancePolicy, entities: Entities, sessions: Sessions, register: Register,
        delivery: Delivery, signer: Signer, database: Database, keys: KeyRing, random: RandomSource, time: TimeSource,
        log: Logger, measurements: Measurements
    ) {
        self.settings = settings
        self.policy = policy
        self.entities = entities
        self.sessions = sessions
        self.register = register
        self.delivery = delivery
        self.signer = signer
        codec = LoginCodec(keys: keys, random: random)
        self.database = database
        self.keys = keys
        self.random = random
        self.time = time
        self.log = log
        self.measurements = measurements
    }
}

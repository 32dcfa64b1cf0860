package import Federation
package import Logging
package import Secrets
package import Storage
package import Telemetry

/// The collaborators that the use cases share. The program creates one value at start.
///
/// A broker has no essential state of its own. All data of a login is in the database, so another broker with the same
/// database can continue the login.
package struct Broker: Sendable {
    package let settings: BrokerSettings
    package let policy: AssurancePolicy
    package let database: Database
    package let entities: EntityRegister
    let signer: Signer
    let backChannel: BackChannel
    let codec: LoginCodec
    /// Nil when the method is off.
    package let certificates: ReloadableCertificateJudge?
    package let keys: KeyRing
    /// Hashes passwords on its own threads, with a bounded queue.
    package let passwords: PasswordHasher
    /// Reads and verifies slow messages on its own thread, with a bounded queue.
    package let verifications: VerificationLane
    package let wording: SMSWording
    /// The signal to raise after each transaction that may have added a message to the outbox.
    package let outbox: OutboxSignal
    package let random: RandomSource
    package let time: TimeSource
    package let log: Logger
    package let measurements: Measurements
    /// Reports a high rate of wrong codes and passwords.
    package let alarm: GuessingAlarm

    package init(
        settings: BrokerSettings, policy: AssurancePolicy, database: Database, entities: EntityRegister,
        signer: Signer, backChannel: BackChannel,
        certificates: ReloadableCertificateJudge?, keys: KeyRing, passwords: PasswordHasher,
        wording: SMSWording, outbox: OutboxSignal, random: RandomSource, time: TimeSource, log: Logger,
        measurements: Measurements, wrongPerMinute: Int = GuessingAlarm.standardWrongPerMinute,
        verifications: VerificationLane = VerificationLane()
    ) {
        self.settings = settings
        self.policy = policy
        self.database = database
        self.entities = entities
        self.signer = signer
        self.backChannel = backChannel
        codec = LoginCodec(keys: keys, random: random)
        self.certificates = certificates
        self.keys = keys
        self.passwords = passwords
        self.verifications = verifications
        self.wording = wording
        self.outbox = outbox
        self.random = random
        self.time = time
        self.log = log
        self.measurements = measurements
        alarm = GuessingAlarm(wrongPerMinute: wrongPerMinute, measurements: measurements, log: log)
    }
}

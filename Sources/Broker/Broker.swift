package import Federation
package import Logging
package import Secrets
package import Storage
package import Telemetry

/// The collaborators that the use cases share: one value, made once by the program that starts.
///
/// It keeps no state of its own that matters. Whatever a journey needs is in the database, so another broker over the
/// same one goes on where this one stopped.
package struct Broker: Sendable {
    package let settings: BrokerSettings
    package let policy: AssurancePolicy
    package let database: Database
    package let entities: EntityRegister
    let signer: Signer
    let backChannel: BackChannel
    let codec: LoginCodec
    /// Nil while the method is off.
    package let certificates: ReloadableCertificateJudge?
    package let keys: KeyRing
    /// On threads of its own, with a bounded queue.
    package let passwords: PasswordHasher
    /// Likewise, for messages that take long to read or to verify.
    package let verifications: VerificationLane
    package let wording: SMSWording
    /// Raised after each transaction that may have put a message there.
    package let outbox: OutboxSignal
    package let random: RandomSource
    package let time: TimeSource
    package let log: Logger
    package let measurements: Measurements
    /// Watches how many codes and passwords are wrong.
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

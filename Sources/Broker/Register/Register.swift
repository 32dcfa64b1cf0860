package import Certificates
import Citizens
package import Secrets

/// How the broker recognises citizens: judges their passwords and certificates, and limits attempts.
package struct Register: Sendable {
    /// Hashes passwords on its own threads, with a bounded queue.
    package let passwords: PasswordHasher
    /// Nil when the method is off.
    package let certificates: ReloadableCertificateJudge?
    /// Reports a high rate of wrong codes and passwords.
    package let alarm: GuessingAlarm
    /// The maximum number of wrong codes for one citizen.
    let guesses: GuessBudget
    /// The maximum number of failed attempts of one source.
    let allowance: FailureAllowance
    /// The keys of the pseudonyms under which attempts are counted.
    let keys: KeyRing

    package init(
        settings: BrokerSettings, passwords: PasswordHasher, certificates: ReloadableCertificateJudge?,
        alarm: GuessingAlarm, keys: KeyRing
    ) {
        self.passwords = passwords
        self.certificates = certificates
        self.alarm = alarm
        guesses = settings.guesses
        allowance = settings.allowance
        self.keys = keys
    }
}

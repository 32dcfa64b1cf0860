import Broker
import Certificates
import Federation
import Messaging
import Pages
import Secrets
import Storage
import Telemetry
import Web

extension Installation {
    /// Makes the use cases of the public and certificate listeners.
    func useCases(
        entities: Entities, certificates: ReloadableCertificateJudge?, alarm: GuessingAlarm, delivery: Delivery,
        signer: Signer, database: Database, keys: KeyRing, measurements: Measurements, pages: PageRenderer
    ) -> Site {
        let settings = settings
        let signIn = SignIn(
            settings: settings, policy: configuration.policy, entities: entities,
            sessions: Sessions(
                limits: settings.sessions, database: database, keys: keys, random: .system, time: .system, log: log),
            register: Register(
                settings: settings, passwords: PasswordHasher(threads: configuration.passwordHashers),
                certificates: certificates, alarm: alarm, keys: keys),
            delivery: delivery, signer: signer, database: database, keys: keys, random: .system, time: .system,
            log: log, measurements: measurements)
        let logouts = Logouts(
            settings: settings, entities: entities, signer: signer,
            backChannel: HTTPBackChannel(timeout: settings.logoutTimeout).line, database: database, keys: keys,
            random: .system, time: .system, log: log, measurements: measurements)
        return Site(signIn: signIn, logouts: logouts, pages: pages)
    }
}

package import Broker
import Certificates
package import Citizens
package import Federation
package import Foundation
package import Logging
package import SAML
package import Secrets
package import Storage
package import Telemetry
package import TestFederation
import TestRandomSource

/// A complete broker with a database, citizens and services. The test controls the clock, the random source and the
/// telephone; nothing else is substituted.
///
///     let world = try await BrokerWorld()
///     let answer = try await world.signInByPIN(.ana)
///     let person = try world.assertion(in: answer, to: world.office)
///
/// Certificates are from the development authorities, so the clock starts at the current time.
package struct BrokerWorld: Sendable {
    package let signIn: SignIn
    package let logouts: Logouts
    package let clock: HandClock
    package let telephone: Telephone
    package let dispatcher: OutboxDispatcher
    package let recipe: Recipe
    /// The metrics of this broker only.
    package let metrics: PrometheusRegistry

    /// A service that requests every attribute and accepts persistent NameIDs.
    package let office: TestServiceProvider
    /// A service that requests no attribute and accepts transient NameIDs.
    package let library: TestServiceProvider

    package static let entityID = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    package static let publicOrigin = "https://aldaba.example"
    /// The network of a browser, for tests in which the network has no effect.
    package static let client = ClientNetwork(of: "192.0.2.77")
    package static let certificateOrigin = "https://certificado.aldaba.example"

    /// The settings that a test can change.
    package struct Recipe: Sendable {
        package var policy = AssurancePolicy()
        package var pinFormat = PINFormat.standard
        package var allowance = FailureAllowance.standard()
        package var wrongPerMinute = GuessingAlarm.standardWrongPerMinute
        /// The maximum number of waiting passwords for one network.
        package var passwordShare = 1024
        /// The decisions about services, for `decide` and for services that `add` registers.
        package var entries: [EntityID: ServicePolicy] = [:]
        package var release = ReleasePolicy.standard
        /// The limits of sessions; nil to switch sessions off.
        package var sessions: SessionLimits? = .standard
        package var signingKey = TestKey.identityProvider
        /// The lowest cost that libsodium accepts: tests count hashes and do not measure their time.
        package var passwordCost = PasswordCost(kibibytes: 8, passes: 1)
        /// The maximum number of waiting passwords, in addition to the two that are checked.
        package var maximumPasswordsWaiting = 1024
        /// The lane for slow messages.
        package var verifications = VerificationLane()
        package var hasCertificates = true
        /// The connection to the servers of services.
        package var backChannel = BackChannel.disabled
        package var citizens = TestCitizen.registered
        /// Two brokers over one database must not draw the same handles.
        package var seed: UInt64 = 1
        /// Records the random values of the broker; nil to record nothing.
        package var recordedRandom: RecordedRandomSource?

        package init() {}
    }

    /// Creates a world with a new database in memory.
    package init(_ recipe: Recipe = Recipe()) async throws {
        try await self.init(on: Database.sqliteInMemory(), recipe)
    }

    /// Creates a world in an empty database.
    package init(on database: Database, _ recipe: Recipe = Recipe()) async throws {
        let start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 600).rounded())
        try self.init(on: database, recipe, clock: HandClock(at: start), telephone: Telephone())
        try await populate()
        try await entities.register.refresh()
    }

    /// Creates a world with the database of an earlier one, at the given time.
    package init(reopening database: Database, _ recipe: Recipe, at time: Date) async throws {
        try self.init(on: database, recipe, clock: HandClock(at: time), telephone: Telephone())
        try await entities.register.refresh()
    }

    /// Returns another broker with the same data, the same clock and the same telephone.
    ///
    /// - Parameters:
    ///   - database: a `Database` with the same data but its own connections or an observer; nil for the same
    ///     `Database`.
    ///   - passwordCost: the cost of its hashes; nil for the same cost.
    ///   - change: changes other settings.
    package func another(
        on database: Database? = nil, seed: UInt64, passwordCost: PasswordCost? = nil,
        change: (inout Recipe) -> Void = { _ in }
    ) async throws -> BrokerWorld {
        var recipe = recipe
        recipe.seed = seed
        recipe.passwordCost = passwordCost ?? recipe.passwordCost
        change(&recipe)
        let other = try BrokerWorld(
            on: database ?? self.database, recipe, clock: clock, telephone: telephone)
        try await other.entities.register.refresh()
        return other
    }

    private init(on database: Database, _ recipe: Recipe, clock: HandClock, telephone: Telephone) throws {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let seeded = RandomSource.seeded(recipe.seed)
        let random = recipe.recordedRandom?.recording(seeded) ?? seeded
        let keys = try KeyRing(masterText: Self.masterText)
        let signal = OutboxSignal()
        metrics = PrometheusRegistry()
        let measurements = Measurements(into: metrics)
        let database = database.measured(by: measurements.transaction)
        let settings = BrokerSettings(
            entityID: Self.entityID, publicOrigin: Self.publicOrigin, certificateOrigin: Self.certificateOrigin,
            pinFormat: recipe.pinFormat, allowance: recipe.allowance, sessions: recipe.sessions,
            release: recipe.release)
        let signer = Signer(issuer: Self.entityID, key: recipe.signingKey.signing)
        let entities = Entities(
            register: EntityRegister(database: database, decisions: recipe.decisions, log: log), settings: settings,
            keys: keys, verifications: recipe.verifications)
        let register = Register(
            settings: settings,
            passwords: PasswordHasher(
                cost: recipe.passwordCost, maximumWaiting: recipe.maximumPasswordsWaiting, share: recipe.passwordShare),
            certificates: recipe.hasCertificates ? ReloadableCertificateJudge(try Self.judge.get()) : nil,
            alarm: GuessingAlarm(wrongPerMinute: recipe.wrongPerMinute, measurements: measurements, log: log),
            keys: keys)
        signIn = SignIn(
            settings: settings, policy: recipe.policy, entities: entities,
            sessions: Sessions(
                limits: settings.sessions, database: database, keys: keys, random: random, time: clock.source, log: log),
            register: register,
            delivery: Delivery(
                wording: Telephone.wording, limits: settings.messages, signal: signal, keys: keys, random: random),
            signer: signer, database: database, keys: keys, random: random, time: clock.source, log: log,
            measurements: measurements)
        logouts = Logouts(
            settings: settings, entities: entities, signer: signer, backChannel: recipe.backChannel,
            database: database, keys: keys, random: random, time: clock.source, log: log, measurements: measurements)
        dispatcher = OutboxDispatcher(
            database: database, keys: keys, random: random, gateway: telephone.gateway, signal: signal,
            time: clock.source,
            log: log, measurements: measurements)
        self.clock = clock
        self.telephone = telephone
        self.recipe = recipe
        (office, library) = (.office, .library)
    }

    package var settings: BrokerSettings { signIn.settings }
    package var database: Database { signIn.database }
    package var entities: Entities { signIn.entities }
    package var sessions: Sessions { signIn.sessions }
    package var passwords: PasswordHasher { signIn.register.passwords }
    package var keys: KeyRing { signIn.keys }
    package var measurements: Measurements { signIn.measurements }
    package var log: Logger { signIn.log }

    /// Delivers the messages in the outbox to the telephone.
    package func deliverMessages() async {
        await dispatcher.dispatchAll()
    }

    private static let masterText = KeyRing.newMasterText(random: .seeded(7))

    private static let judge = Result {
        let pki = try DevelopmentPKI.shared()
        let trust = try CertificateTrust(
            anchors: pki.anchors, intermediates: pki.intermediates, revocationLists: pki.revocationLists)
        return CertificateJudge(trust: trust) { (try? NationalIdentifier($0))?.text == $0 }
    }
}

extension FailureAllowance {
    /// Higher than any test needs.
    package static let generous = FailureAllowance(
        perAddress: generousWindows, perDocument: generousWindows, perDocumentUnderAttack: generousWindows,
        attackThreshold: 10_000, perKnownBrowser: generousWindows, maximumCredit: 1)

    private static let generousWindows = [SlidingWindow(10_000, in: .seconds(3600))]
}

package import Broker
import Certificates
package import Citizens
package import Federation
package import Foundation
import Logging
package import SAML
package import Secrets
package import Storage
package import Telemetry
package import TestFederation
import TestRandomSource

/// A whole broker over a database, with citizens and services in it, and with the three things in our hands that tests
/// may substitute: the clock, the random and the telephone.
///
///     let world = try await BrokerWorld()
///     let answer = try await world.signInByPIN(.ana)
///     let person = try world.assertion(in: answer, to: world.office)
///
/// Certificates are the development authorities', so the clock begins at the present hour.
package struct BrokerWorld: Sendable {
    package let broker: Broker
    package let clock: HandClock
    package let telephone: Telephone
    package let dispatcher: OutboxDispatcher
    package let recipe: Recipe
    /// What this broker counts, and no other.
    package let metrics: PrometheusRegistry

    /// A service that asks for every attribute, and takes persistent names.
    package let office: TestServiceProvider
    /// Another one, which asks for none, and takes transient names.
    package let library: TestServiceProvider

    package static let entityID = EntityID(rawValue: "https://aldaba.example/saml/metadata")
    package static let publicOrigin = "https://aldaba.example"
    /// The network of a browser, where it makes no difference which.
    package static let client = ClientNetwork(of: "192.0.2.77")
    package static let certificateOrigin = "https://certificado.aldaba.example"

    /// What a test may have otherwise.
    package struct Recipe: Sendable {
        package var policy = AssurancePolicy()
        package var pinFormat = PINFormat.standard
        package var allowance = FailureAllowance.standard()
        package var wrongPerMinute = GuessingAlarm.standardWrongPerMinute
        /// How many passwords one network may have waiting.
        package var passwordShare = 1024
        /// What is decided about services: by `decide`, and for each that `add` registers.
        package var entries: [EntityID: ServicePolicy] = [:]
        package var release = ReleasePolicy.standard
        /// How long sessions last; nil to switch them off.
        package var sessions: SessionLimits? = .standard
        package var signingKey = TestKey.identityProvider
        /// The least that libsodium takes: a test measures how often, not how long.
        package var passwordCost = PasswordCost(kibibytes: 8, passes: 1)
        /// How many passwords wait at most, beside the two that are judged.
        package var maximumPasswordsWaiting = 1024
        /// Where slow messages are verified.
        package var verifications = VerificationLane()
        package var hasCertificates = true
        /// Servers of services, as the broker finds them.
        package var backChannel = BackChannel.silent
        package var citizens = TestCitizen.registered
        /// Two brokers over one database must not draw the same handles.
        package var seed: UInt64 = 1
        /// Notes what the broker draws; nil to note nothing.
        package var recordedRandom: RecordedRandomSource?

        package init() {}
    }

    /// A world of its own, in memory.
    package init(_ recipe: Recipe = Recipe()) async throws {
        try await self.init(on: Database.sqliteInMemory(), recipe)
    }

    /// A world in an empty database.
    package init(on database: Database, _ recipe: Recipe = Recipe()) async throws {
        let start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 600).rounded())
        try self.init(on: database, recipe, clock: HandClock(at: start), telephone: Telephone())
        try await populate()
        try await broker.entities.refresh()
    }

    /// A world over data that an earlier one left, at that time.
    package init(reopening database: Database, _ recipe: Recipe, at time: Date) async throws {
        try self.init(on: database, recipe, clock: HandClock(at: time), telephone: Telephone())
        try await broker.entities.refresh()
    }

    /// Another broker over the same data, at the same hour and with the same telephone.
    ///
    /// - Parameters:
    ///   - database: the same data through connections of its own, or through an observer; nil for the same `Database`.
    ///   - passwordCost: that of its hashes; nil for the same.
    ///   - change: what else it has otherwise.
    package func another(
        on database: Database? = nil, seed: UInt64, passwordCost: PasswordCost? = nil,
        change: (inout Recipe) -> Void = { _ in }
    ) async throws -> BrokerWorld {
        var recipe = recipe
        recipe.seed = seed
        recipe.passwordCost = passwordCost ?? recipe.passwordCost
        change(&recipe)
        let other = try BrokerWorld(
            on: database ?? broker.database, recipe, clock: clock, telephone: telephone)
        try await other.broker.entities.refresh()
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
        broker = Broker(
            settings: BrokerSettings(
                entityID: Self.entityID, publicOrigin: Self.publicOrigin, certificateOrigin: Self.certificateOrigin,
                pinFormat: recipe.pinFormat, allowance: recipe.allowance, sessions: recipe.sessions,
                release: recipe.release),
            policy: recipe.policy, database: database,
            entities: EntityRegister(database: database, decisions: recipe.decisions, log: log),
            signer: Signer(issuer: Self.entityID, key: recipe.signingKey.signing),
            backChannel: recipe.backChannel,
            certificates: recipe.hasCertificates ? ReloadableCertificateJudge(try Self.judge.get()) : nil, keys: keys,
            passwords: PasswordHasher(
                cost: recipe.passwordCost, maximumWaiting: recipe.maximumPasswordsWaiting, share: recipe.passwordShare),
            wording: Telephone.wording, outbox: signal, random: random, time: clock.source, log: log,
            measurements: measurements, wrongPerMinute: recipe.wrongPerMinute, verifications: recipe.verifications)
        dispatcher = OutboxDispatcher(
            database: database, keys: keys, random: random, gateway: telephone.gateway, signal: signal,
            time: clock.source,
            log: log, measurements: measurements)
        self.clock = clock
        self.telephone = telephone
        self.recipe = recipe
        (office, library) = (.office, .library)
    }

    /// Carries what waits in the outbox to the telephone.
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
    /// More than any test needs.
    package static let generous = FailureAllowance(
        perAddress: generousWindows, perDocument: generousWindows, perDocumentUnderAttack: generousWindows,
        attackThreshold: 10_000, perKnownBrowser: generousWindows, maximumCredit: 1)

    private static let generousWindows = [SlidingWindow(10_000, in: .seconds(3600))]
}

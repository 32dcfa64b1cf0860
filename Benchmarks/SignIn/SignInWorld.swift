import Broker
import Citizens
import Federation
import Foundation
import Logging
import Pages
import SAML
import Secrets
import ServiceLifecycle
import Storage
import Telemetry
import TestFederation
import Web
import XML

/// A complete broker with a listener on a loopback port, as in production, except that messages are not sent and the
/// log is discarded.
struct SignInWorld: Sendable {
    let signIn: SignIn
    private let logouts: Logouts
    let office: TestServiceProvider
    let key: TestKey
    let telephone: Telephone
    let meter: StorageMeter
    private let listeners: Listeners
    private let metadata: IdentityProviderMetadata
    private let dispatcher: OutboxDispatcher

    /// - Parameter storage: An empty database.
    init(_ storage: any DatabaseDriver, key: TestKey) async throws {
        meter = StorageMeter(storage)
        let measurements = Measurements(into: PrometheusRegistry())
        let database = Database(driver: meter).measured(by: measurements.transaction)
        try await database.migrate()
        let log = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        let pages = try PageRenderer()
        let keys = try KeyRing(masterText: KeyRing.newMasterText(random: .system))
        let signal = OutboxSignal()
        let settings = BrokerSettings(
            entityID: Subject.identityProvider, publicOrigin: "https://aldaba.example", certificateOrigin: nil)
        telephone = Telephone()
        office = Subject.office(signingWith: .serviceProvider)
        self.key = key
        let signer = Signer(issuer: settings.entityID, key: key.signing)
        let entities = Entities(
            register: EntityRegister(database: database, decisions: DecisionReader { _ in .standard }, log: log),
            settings: settings, keys: keys)
        signIn = SignIn(
            settings: settings, policy: AssurancePolicy(), entities: entities,
            sessions: Sessions(
                limits: settings.sessions, database: database, keys: keys, random: .system, time: .system, log: log),
            register: Register(
                settings: settings, passwords: PasswordHasher(), certificates: nil,
                alarm: GuessingAlarm(measurements: measurements, log: log), keys: keys),
            delivery: Delivery(
                wording: Self.wording(pages), limits: settings.messages, signal: signal, keys: keys, random: .system),
            signer: signer, database: database, keys: keys, random: .system, time: .system, log: log,
            measurements: measurements)
        logouts = Logouts(
            settings: settings, entities: entities, signer: signer, backChannel: .disabled, database: database,
            keys: keys, random: .system, time: .system, log: log, measurements: measurements)
        dispatcher = OutboxDispatcher(
            database: database, keys: keys, random: .system, gateway: telephone.gateway, signal: signal,
            time: .system,
            log: log, measurements: measurements)
        metadata = try IdentityProviderMetadata(
            settings: settings,
            organization: .init(name: "Aldaba", url: "", supportEmail: nil, technicalEmail: nil), key: key.signing,
            validity: .seconds(604_800), random: .system)
        // All requests come from one address.
        listeners = Listeners(
            site: Site(signIn: signIn, logouts: logouts, pages: pages),
            limits: ListenerLimits(loginsPerAddressAndMinute: 10_000_000),
            log: log)
        let descriptor = try XMLWriter.canonical(office.descriptor.xml).bytes
        let name = office.entityID.rawValue
        _ = try await database.write { try EntityStore($0).register(name, xml: descriptor, at: Date()) }
        try await entities.register.refresh()
    }

    /// Runs the listener and the dispatcher while `body` runs. `body` receives the port.
    func serving<Value: Sendable>(
        _ body: @escaping @Sendable (_ port: Int) async throws -> Value
    ) async throws -> Value {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let listener = try listeners.publicListener(
            at: .init(host: "127.0.0.1", port: 0, tls: nil), metadata: metadata, ready: { port.yield($0) })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            group.addTask { [dispatcher] in await dispatcher.run() }
            defer { group.cancelAll() }
            for await port in ports { return try await body(port) }
            throw CancellationError()
        }
    }

    /// Registers the citizens. The limits of one citizen do not delay another.
    func register(_ citizens: [Visitor]) async throws {
        let register = CitizenRegister(database: signIn.database, passwords: signIn.register.passwords)
        for citizen in citizens { _ = try await register.add(citizen.citizen(), password: nil, at: Date()) }
    }

    private static func wording(_ pages: PageRenderer) -> SMSWording {
        SMSWording { content, language in
            switch content {
            case .pin(let pin, let service, let validUntil):
                pages.message(.pin, code: pin, service: service, validUntil: validUntil, language: language)
            case .code(let code, let service, let validUntil):
                pages.message(.code, code: code, service: service, validUntil: validUntil, language: language)
            case .rest(let end): pages.restMessage(until: end, language: language)
            }
        }
    }
}

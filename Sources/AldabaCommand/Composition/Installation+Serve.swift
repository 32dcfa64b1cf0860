import Broker
import Certificates
import Federation
import Foundation
import Logging
import Messaging
import Pages
import SAML
import Secrets
import ServiceLifecycle
import Storage
import Telemetry
import UnixSignals
import Web

extension Installation {
    /// Runs the broker until SIGTERM or SIGINT.
    ///
    /// - Throws: `Failure` with what could not be opened and what to do.
    func serve() async throws {
        let descriptors = OpenFiles.raiseLimit()
        let keys = try purposeKeys()
        let signingKey = try signingKey()
        let pages = try PageRenderer()
        let registry = PrometheusRegistry()
        let measurements = Measurements(into: registry)
        configuration.logFormat.writer.reportLosses { measurements.count(.logLinesLost, by: $0) }
        measureSigningCertificate(into: measurements)
        let database = try await database().measured(by: measurements.transaction)
        let folder = FederationWatch(FederationFolder(configuration.metadataFolder), database: database, log: log)
        try await folder.load()
        let entityRegister = EntityRegister(
            database: database, decisions: .yaml,
            allowsDevelopmentAddresses: configuration.mode == .development, log: log)
        try await entityRegister.refresh()

        let judge = try certificateJudge().map(ReloadableCertificateJudge.init)
        let signal = OutboxSignal()
        let alarm = GuessingAlarm(
            wrongPerMinute: configuration.limits.alarmWrongProofsPerMinute, measurements: measurements, log: log)
        let delivery = Delivery(
            wording: pages.smsWording, limits: settings.messages, signal: signal, keys: keys, random: .system)
        let site = useCases(
            entities: Entities(register: entityRegister, settings: settings, keys: keys), certificates: judge,
            alarm: alarm, delivery: delivery,
            signer: Signer(
                issuer: settings.entityID, key: signingKey,
                lifetimes: .init(
                    beforeIssue: configuration.assertionBackdating, afterIssue: configuration.assertionLifetime)),
            database: database, keys: keys, measurements: measurements, pages: pages)
        let metadata = try IdentityProviderMetadata(
            settings: settings, organization: .init(configuration.organization), key: signingKey,
            validity: configuration.metadataValidity, random: .system)
        let sms = try SMSDelivery(configuration.sms, log: log)
        let dispatcher = OutboxDispatcher(
            database: database, keys: keys, random: .system, gateway: sms.gateway, signal: signal, time: .system,
            log: log,
            measurements: measurements, maximumPerMinute: configuration.messagesPerMinute)
        let housekeeping = Housekeeping(
            database: database, time: .system, log: log, measurements: measurements)

        var services: [any Service] = [
            Background(dispatcher.run), Background(entityRegister.follow), Background(folder.run),
            Background(housekeeping.run), Background { await alarm.run(.system) },
            Background(OutboxGauge(database: database, measurements: measurements).run),
        ]
        if let judge {
            let lists = configuration.certificateFiles.revocationLists
            services.append(Background(RevocationWatch(files: lists, judge: judge, log: log).run))
        }
        services += try listeners(
            site, metadata, sms, registry, connectionLimits(withDescriptors: descriptors))
        var run = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quietLog)
        run.maximumGracefulShutdownDuration = .seconds(30)
        let group = ServiceGroup(configuration: run)
        do {
            try await group.run()
        } catch {
            throw Failure(FailureText.describe(error))
        }
        await database.close()
    }

    private func listeners(
        _ site: Site, _ metadata: IdentityProviderMetadata, _ sms: SMSDelivery,
        _ registry: PrometheusRegistry, _ connections: ConnectionLimits
    ) throws -> [any Service] {
        let listeners = Listeners(
            site: site,
            limits: ListenerLimits(
                loginsPerAddressAndMinute: configuration.limits.loginsPerAddressAndMinute, connections: connections,
                certificateHandshake: configuration.certificateHandshake), log: log)
        let opening = OpeningListeners()
        var services: [any Service] = [
            NamedListener(
                address: configuration.publicListener.text, log: log,
                service: try listeners.publicListener(
                    at: .init(configuration.publicListener), metadata: metadata, ready: opening.expect())),
            NamedListener(
                address: configuration.administration.text, log: log,
                service: listeners.administrationListener(
                    at: .init(configuration.administration),
                    Administration(
                        hosts: configuration.administrationHosts,
                        obstacle: { await Self.obstacle(opening, site.signIn.database, site.signIn.keys) },
                        metrics: { registry.text },
                        spool: sms.entries))),
        ]
        if let listener = configuration.certificateListener, let exchange = CertificateExchange(site.signIn) {
            services.append(
                NamedListener(
                    address: listener.text, log: log,
                    service: try listeners.certificateListener(
                        at: .init(listener), exchange: exchange, ready: opening.expect())))
        }
        return services
    }

    /// Sets the metric once: the certificate is read only at the start of the program.
    private func measureSigningCertificate(into measurements: Measurements) {
        guard let dates = CertificateDates.of(file: configuration.signingCertificateFile).first else { return }
        measurements.set(.signingCertificateExpiry, to: dates.notAfter.timeIntervalSince1970)
    }

    /// Returns the reason why the broker is not ready. Nil when it is ready.
    private static func obstacle(
        _ opening: OpeningListeners, _ database: Database, _ keys: KeyRing
    ) async -> String? {
        guard opening.areOpen else { return "not every listener is open yet" }
        guard let kept = try? await database.read({ try MasterKeyStore($0).checkValue() }) else {
            return "the database does not answer"
        }
        return SecretHash(bytes: kept) == keys.checkValue
            ? nil : "another master key has been adopted since this broker started: stop it"
    }

    /// A logger for the frameworks, without their messages below the level warning.
    private var quietLog: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        return quiet
    }
}

extension IdentityProviderMetadata.Organization {
    init(_ organization: Configuration.Organization) {
        self.init(
            name: organization.name, url: organization.url, supportEmail: organization.supportEmail,
            technicalEmail: organization.technicalEmail)
    }
}

extension Listeners.Address {
    init(_ listener: Configuration.Listener) {
        self.init(
            host: listener.address, port: listener.port,
            tls: listener.tls.map { .init(certificateFile: $0.certificate, keyFile: $0.key) },
            proxies: listener.proxies, acceptsProxyHeader: listener.acceptsProxyHeader,
            forwardsCertificates: listener.forwardsCertificates)
    }
}

extension Configuration.Listener {
    /// `host:port`, the form in the configuration.
    var text: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

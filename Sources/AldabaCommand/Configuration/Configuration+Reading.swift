import Broker
import Citizens
import Federation
import Foundation
import SAML

extension Configuration {
    /// Reads a configuration.
    ///
    /// - Throws: `InvalidConfiguration` with all problems.
    static func read(file: String, environment: [String: String]) throws -> Configuration {
        let url = URL(filePath: file).absoluteURL
        if let obstacle = InputFile.obstacle(url.path) {
            throw InvalidConfiguration(
                file: file, problems: [ConfigurationProblem(line: nil, key: "", message: obstacle)])
        }
        let data = FileManager.default.contents(atPath: url.path) ?? Data()
        var reader = ConfigurationReader(
            text: String(decoding: data, as: UTF8.self), folder: url.deletingLastPathComponent(),
            environment: environment)
        guard reader.isReadable else { throw InvalidConfiguration(file: file, problems: reader.problems) }
        var configuration = Configuration(from: &reader)
        reader.warn(about: configuration)
        let problems = reader.problems.sorted { ($0.line ?? 0, $0.key) < ($1.line ?? 0, $1.key) }
        guard problems.allSatisfy({ $0.severity == .warning }) else {
            throw InvalidConfiguration(file: file, problems: problems)
        }
        configuration.warnings = problems
        return configuration
    }

    private init(from reader: inout ConfigurationReader) {
        mode = reader.choice(.mode, default: .production)
        entityID = reader.ownEntityID()
        organization = Organization(
            name: reader.text(.organizationName) ?? "Aldaba", url: reader.text(.organizationURL) ?? "",
            supportEmail: reader.text(.supportEmail), technicalEmail: reader.text(.technicalEmail))
        policy = reader.assurancePolicy()
        publicListener = reader.publicListener()
        certificateListener =
            policy.methods.contains(.certificate) ? reader.certificateListener(beside: publicListener) : nil
        certificateFiles = CertificateFiles(
            anchors: reader.anchors(),
            intermediates: reader.readableFiles(.certificateIntermediates),
            revocationLists: reader.readableFiles(.certificateRevocationLists))
        certificateHandshake = .seconds(60 * reader.number(.certificateHandshake, in: 1...30, default: 5))
        administration = reader.administrationListener()
        administrationHosts = reader.list(.administrationHosts) ?? ["127.0.0.1", "localhost", "[::1]"]
        storage = reader.storage()
        signingKeyFile = reader.readableFile(.signingKey)
        signingCertificateFile = reader.readableFile(.signingCertificate)
        masterKeyFile = reader.readableFile(.masterKey)
        metadataFolder = reader.path(.metadataFolder)
        metadataValidity = .seconds(3600 * reader.number(.metadataValidity, in: 1...8784, default: 168))
        clockSkew = .seconds(reader.number(.clockSkew, in: 0...600, default: 180))
        assertionLifetime = .seconds(reader.number(.assertionLifetime, in: 60...3600, default: 300))
        assertionBackdating = .seconds(reader.number(.assertionBackdating, in: 0...600, default: 60))
        subjectIdentifierScope = reader.subjectIdentifierScope(entityID: entityID, origin: publicListener.origin)
        release = reader.releasePolicy()
        loginLifetime = .seconds(60 * reader.number(.loginLifetime, in: 5...60, default: 20))
        passwordHashers = reader.number(.passwordHashers, in: 1...64, default: 2)
        pinFormat = PINFormat(
            length: reader.number(.pinLength, in: PINFormat.lengths, default: PINFormat.standard.length),
            symbols: reader.choice(.pinSymbols, default: PINFormat.standard.symbols))
        help = BrokerSettings.Help(
            registration: reader.webAddress(.registrationHelp),
            forgottenPassword: reader.webAddress(.forgottenPasswordHelp))
        sessions = reader.sessions()
        logoutTimeout = .seconds(reader.number(.logoutTimeout, in: 2...60, default: 10))
        sms = reader.sms()
        messagesPerMinute = reader.number(.smsPerMinute, in: 1...1_000_000, default: 600)
        limits = Limits(
            failuresPerAddressAndHour: reader.number(.limitFailuresPerHour, in: 1...1_000_000, default: 60),
            failuresPerAddressAndDay: reader.number(.limitFailuresPerDay, in: 1...10_000_000, default: 200),
            alarmWrongProofsPerMinute: reader.number(
                .limitAlarm, in: 1...1_000_000, default: GuessingAlarm.standardWrongPerMinute),
            loginsPerAddressAndMinute: reader.number(.limitLoginsPerMinute, in: 1...10_000_000, default: 300),
            connections: reader.connectionLimits())
        logLevel = reader.text(.logLevel) ?? "info"
        logFormat = reader.choice(.logFormat, default: .text)
        reader.checkDevelopment(self)
    }
}

extension ConfigurationReader {
    fileprivate enum Engine: String, CaseIterable { case sqlite, postgresql }
    fileprivate enum Gateway: String, CaseIterable { case spool, http }

    fileprivate mutating func storage() -> Configuration.Storage {
        switch choice(.storageEngine, default: Engine.sqlite) {
        case .sqlite:
            _ = required(.storageFile)
            return .sqlite(file: path(.storageFile) ?? "")
        case .postgresql:
            let connection = required(.storageConnection)
            if connection.lowercased().contains("password") || connection.contains("://") {
                report(
                    .storageConnection,
                    "expects parameters such as host=127.0.0.1 dbname=aldaba user=aldaba, without the password: write it into a libpq password file (host:port:database:user:password) and name that file in passfile"
                )
            }
            let passfile = text(.storagePassfile) == nil ? nil : readableFile(.storagePassfile)
            let connections = number(.storageConnections, in: 1...100, default: 8)
            return .postgresql(connection: connection, passfile: passfile, connections: connections)
        }
    }

    /// Deployment Profile, SDP-G04: an absolute URI of at most 256 characters.
    fileprivate mutating func ownEntityID() -> String {
        let written = required(.entityID)
        let scheme = written.prefix { $0 != ":" }
        let isURI =
            scheme.count < written.count && scheme.first?.isLetter == true
            && written.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if !written.isEmpty, !isURI || written.count > 256 {
            report(
                .entityID,
                "expects an absolute URI of at most 256 characters, such as https://acceso.example.org/saml/metadata")
        }
        return written
    }

    fileprivate mutating func sms() -> Configuration.SMS {
        switch choice(.smsGateway, default: Gateway.http) {
        case .spool:
            _ = required(.smsFolder)
            return .spool(folder: path(.smsFolder) ?? "")
        case .http:
            let tokenFile = text(.smsTokenFile) == nil ? nil : readableFile(.smsTokenFile)
            return .http(url: gatewayAddress(), tokenFile: tokenFile)
        }
    }

    private mutating func gatewayAddress() -> String {
        let written = required(.smsURL)
        guard !written.isEmpty else { return "" }
        guard isWebAddress(written) else {
            report(.smsURL, "expects an address such as https://sms.example.org/messages, not \(written)")
            return ""
        }
        return written
    }

    fileprivate mutating func sessions() -> SessionLimits? {
        let idle = number(.sessionIdle, in: 0...1440, default: 30)
        let maximum = number(.sessionMaximum, in: 1...1440, default: 480)
        if idle > maximum { report(.sessionIdle, "must not be more than session-maximum-minutes, \(maximum)") }
        return idle == 0 ? nil : SessionLimits(idle: .seconds(60 * idle), absolute: .seconds(60 * maximum))
    }

    /// Reads the URL of a page for citizens. Nil when there is none.
    fileprivate mutating func webAddress(_ key: ConfigurationKey) -> String? {
        guard let written = text(key), !written.isEmpty else { return nil }
        guard isWebAddress(written) else {
            report(key, "expects an address such as https://www.example.org/help, not \(written)")
            return nil
        }
        return written
    }

    private func isWebAddress(_ written: String) -> Bool {
        WebAddress(written) != nil
    }

    fileprivate mutating func assurancePolicy() -> AssurancePolicy {
        var rows = AssuranceTable.standard.rows
        let keys: [(ConfigurationKey, Proof)] = [
            (.assurancePIN, .pin), (.assurancePassword, .password),
            (.assurancePasswordAndCode, .passwordAndCode), (.assuranceSoftwareCertificate, .softwareCertificate),
            (.assuranceDeviceCertificate, .deviceCertificate),
        ]
        for (key, proof) in keys {
            guard let table = table(key) else { continue }
            rows[proof] = [:]
            for (name, value) in table {
                guard let registration = Registration(rawValue: name), let level = LevelOfAssurance(value) else {
                    report(key, "expects none, basic or advanced with low, substantial or high, not \(name): \(value)")
                    continue
                }
                rows[proof]?[registration] = level
            }
        }
        return AssurancePolicy(table: checked(rows), methods: methods())
    }

    private mutating func checked(_ rows: [Proof: [Registration: LevelOfAssurance]]) -> AssuranceTable {
        do {
            return try AssuranceTable(rows)
        } catch {
            switch error {
            case .needsRegistration(let proof):
                report(.assurancePIN, "\(proof.rawValue) needs a registration: remove the level for none")
            case .betterRegistrationGivesLess(let proof):
                report(
                    .assurancePIN,
                    "\(proof.rawValue) has a lower level for an advanced registration than for a basic one")
            case .moreFactorsGiveLess(let proof, let registration):
                report(
                    .assurancePasswordAndCode,
                    "\(proof.rawValue) has a lower level for \(registration.rawValue) than the password alone")
            }
            return .standard
        }
    }

    private mutating func methods() -> [Method] {
        guard let names = list(.methods) else { return Method.own }
        let methods = names.compactMap { name in Method.own.first { $0.name == name } }
        if methods.count != names.count || methods.isEmpty || Set(methods).count != methods.count {
            let known = Method.own.map(\.name).joined(separator: ", ")
            report(.methods, "expects at least one of \(known), and each at most once")
        }
        return methods
    }

    /// Reports the values that only development mode allows.
    fileprivate mutating func checkDevelopment(_ configuration: Configuration) {
        guard configuration.mode == .production else { return }
        if WebAddress(configuration.publicListener.origin)?.isSecure == false {
            report(.publicOrigin, "must be https: only mode: development allows plain http")
        }
        if configuration.publicListener.tls == nil, configuration.publicListener.proxies == nil {
            report(
                .publicTLSCertificate,
                "is required, or public.trusted-proxies: without it, all clients would have the address of the proxy")
        }
        if configuration.certificateListener.flatMap({ WebAddress($0.origin) })?.isSecure == false {
            report(.certificateOrigin, "must be https")
        }
        switch configuration.sms {
        case .spool: report(.smsGateway, "spool writes codes in plain text: only mode: development allows it")
        case .http(let url, _):
            if let address = WebAddress(url), !address.isSecure, !address.host.isLoopback {
                report(.smsURL, "must be https, or a loopback address")
            }
        }
    }
}

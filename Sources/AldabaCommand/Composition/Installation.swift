import Broker
import Citizens
import Federation
import Foundation
import Logging
import SAML
import Secrets
import Storage
import StoragePostgres
import XMLSecurity

/// An installation: opens the files and the database that the configuration names, and creates the parts of the
/// program.
struct Installation: Sendable {
    let configuration: Configuration
    let log: Logger

    init(_ configuration: Configuration) {
        self.configuration = configuration
        var log = configuration.logFormat.logger("aldaba")
        log.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .info
        self.log = log
    }

    /// Opens the database, migrates it, and checks that the configured master key is its key.
    ///
    /// This is the only way to open the database for work, so nothing can write to it with another key.
    /// - Throws: `Failure` when the database has another master key; `StorageFault`.
    func database() async throws -> Database {
        let database = try await unclaimedDatabase()
        do {
            try await claimMasterKey(of: database, at: Date())
        } catch {
            await database.close()
            throw error
        }
        return database
    }

    /// Opens and migrates the database without a check of its master key. Only for ``Keys/Adopt``.
    func unclaimedDatabase() async throws -> Database {
        let database =
            switch configuration.storage {
            case .sqlite(let file): try await Database.sqlite(path: file)
            case .postgresql(let connection, let passfile, let connections):
                try await Database.postgres(PostgresConfiguration(connection, passfile, connections: connections))
            }
        switch database.schema {
        case .current: break
        case .newer(let found, let known):
            log.warning(
                "database: its schema is of the next release, which this release can use; install the next release",
                metadata: ["found": "\(found)", "known": "\(known)"])
        }
        return database
    }

    /// Opens the database without a migration. Nil when its file does not exist yet.
    func presentDatabase() throws -> Database? {
        switch configuration.storage {
        case .sqlite(let file):
            FileManager.default.fileExists(atPath: file) ? Database(driver: try SQLiteDriver(path: file)) : nil
        case .postgresql(let connection, let passfile, _):
            Database(driver: PostgresDriver(PostgresConfiguration(connection, passfile, connections: 1)))
        }
    }

    func purposeKeys() throws -> KeyRing {
        do throws(MasterSecretError) {
            return try KeyRing(masterText: Self.text(configuration.masterKeyFile))
        } catch {
            throw Failure(
                "\(configuration.masterKeyFile) \(error.message)")
        }
    }

    func signingKey() throws(Failure) -> SigningKey {
        do throws(KeyError) {
            return try signingPair()
        } catch {
            throw Failure(describe(error))
        }
    }

    func signingPair() throws(KeyError) -> SigningKey {
        try SigningKey(
            privateKeyPEM: Self.text(configuration.signingKeyFile),
            certificatePEM: Self.text(configuration.signingCertificateFile))
    }

    /// Returns the problem with the signing key or its certificate, and the file.
    func describe(_ error: KeyError) -> String {
        let file = error.isAboutCertificate ? configuration.signingCertificateFile : configuration.signingKeyFile
        return "\(file) \(error.message)"
    }

    var settings: BrokerSettings {
        BrokerSettings(
            entityID: EntityID(rawValue: configuration.entityID), publicOrigin: configuration.publicListener.origin,
            certificateOrigin: configuration.certificateListener?.origin, clockSkew: configuration.clockSkew,
            loginLifetime: configuration.loginLifetime, pinFormat: configuration.pinFormat,
            allowance: .standard(
                hourly: configuration.limits.failuresPerAddressAndHour,
                daily: configuration.limits.failuresPerAddressAndDay),
            sessions: configuration.sessions, logoutTimeout: configuration.logoutTimeout,
            help: configuration.help, release: configuration.release,
            subjectIdentifierScope: configuration.subjectIdentifierScope)
    }

    /// Returns the text of a file without its last line break.
    static func secret(_ file: String) -> String {
        text(file).trimmingCharacters(in: .newlines)
    }

    private static func text(_ file: String) -> String {
        String(decoding: bytes(file), as: UTF8.self)
    }

    /// Returns the content of a file. Empty when the file has disappeared since the configuration was read.
    static func bytes(_ file: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: file) ?? Data())
    }
}

extension PostgresConfiguration {
    fileprivate init(_ connection: String, _ passfile: String?, connections: Int) {
        self.init(connection: connection)
        self.passfile = passfile
        self.connections = connections
    }
}

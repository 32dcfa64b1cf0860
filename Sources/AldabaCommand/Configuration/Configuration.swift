import Broker
import Citizens
import Federation
import Foundation
import Web

/// A valid configuration: all values are typed, and all files that it names are readable.
struct Configuration: Sendable {
    /// `development` allows insecure settings. `production` refuses to start with them.
    enum Mode: String, CaseIterable, Sendable {
        case production, development
    }

    /// A listener: its origin, its address, its TLS files and the proxies in front of it.
    struct Listener: Hashable, Sendable {
        /// The scheme, host and port that browsers use, without a path.
        let origin: String
        let address: String
        let port: Int
        let tls: TLSFiles?
        /// Nil when clients connect directly.
        let proxies: TrustedProxies?
        /// Whether the proxies begin each connection with a PROXY header.
        var acceptsProxyHeader = false
        /// Whether the proxies, and not the certificate listener, request certificates from browsers.
        var forwardsCertificates = false
    }

    struct TLSFiles: Hashable, Sendable {
        let certificate: String
        let key: String
    }

    /// A root authority of citizens' certificates.
    struct Anchor: Hashable, Sendable {
        let file: String
        /// The names of the profiles that it may issue. Nil for all.
        let profiles: Set<String>?
    }

    struct CertificateFiles: Hashable, Sendable {
        let anchors: [Anchor]
        let intermediates: [String]
        let revocationLists: [String]
    }

    enum Storage: Hashable, Sendable {
        case sqlite(file: String)
        /// libpq connection parameters. The password is in `passfile`, a libpq password file.
        case postgresql(connection: String, passfile: String?, connections: Int)
    }

    enum SMS: Hashable, Sendable {
        /// One JSON file for each message, in a folder. Only in development.
        case spool(folder: String)
        /// A JSON POST to a URL, with the bearer token in a file.
        case http(url: String, tokenFile: String?)
    }

    struct Organization: Hashable, Sendable {
        let name: String
        let url: String
        let supportEmail: String?
        let technicalEmail: String?
    }

    struct Limits: Hashable, Sendable {
        let failuresPerAddressAndHour: Int
        let failuresPerAddressAndDay: Int
        let alarmWrongProofsPerMinute: Int
        let loginsPerAddressAndMinute: Int
        /// The limits of each listener.
        let connections: ConnectionLimits
    }

    let mode: Mode
    let entityID: String
    let organization: Organization
    let publicListener: Listener
    let certificateListener: Listener?
    let certificateFiles: CertificateFiles
    /// The time in which a citizen selects a certificate and types the card's PIN.
    let certificateHandshake: Duration
    let administration: Listener
    let administrationHosts: [String]
    let storage: Storage
    let signingKeyFile: String
    let signingCertificateFile: String
    let masterKeyFile: String
    let metadataFolder: String?
    let metadataValidity: Duration
    let clockSkew: Duration
    let assertionLifetime: Duration
    /// The time between the NotBefore of an assertion and its issue.
    let assertionBackdating: Duration
    /// The domain after the `@` in subject-id and pairwise-id.
    let subjectIdentifierScope: String
    /// The attributes that are released to each service.
    let release: ReleasePolicy
    let loginLifetime: Duration
    let policy: AssurancePolicy
    let passwordHashers: Int
    let pinFormat: PINFormat
    /// The URLs of external pages about registration and forgotten passwords.
    let help: BrokerSettings.Help
    /// Nil when single sign-on is off: each service requires a new sign-in.
    let sessions: SessionLimits?
    /// The time limit of a service's answer to a logout request.
    let logoutTimeout: Duration
    let sms: SMS
    /// The most messages that this broker sends in a minute in each lane, for known and for unknown browsers.
    let messagesPerMinute: Int
    let limits: Limits
    let logLevel: String
    let logFormat: LogFormat
    /// The problems with which the broker starts.
    var warnings: [ConfigurationProblem] = []
}

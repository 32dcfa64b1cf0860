import Broker
import Citizens
import Federation
import Foundation
import Web

/// A configuration that has been found usable: every value typed, every file named in it there to be read.
struct Configuration: Sendable {
    /// `development` opens what only development may have; `production` refuses to start with any of it.
    enum Mode: String, CaseIterable, Sendable {
        case production, development
    }

    /// Where a listener listens, with what where it ends TLS itself, and behind whom.
    struct Listener: Hashable, Sendable {
        /// The scheme, host and port that browsers see; no path.
        let origin: String
        let address: String
        let port: Int
        let tls: TLSFiles?
        /// Nil for a listener to which clients come by themselves.
        let proxies: TrustedProxies?
        /// Whether the proxies begin each connection with a PROXY header.
        var acceptsProxyHeader = false
        /// Whether the proxies ask browsers for certificates in place of the certificate listener.
        var handsOnCertificates = false
    }

    struct TLSFiles: Hashable, Sendable {
        let certificate: String
        let key: String
    }

    /// Whom citizens' certificates come from.
    struct Anchor: Hashable, Sendable {
        let file: String
        /// The names of the profiles that it may issue; nil for all of them.
        let profiles: Set<String>?
    }

    struct CertificateFiles: Hashable, Sendable {
        let anchors: [Anchor]
        let intermediates: [String]
        let revocationLists: [String]
    }

    enum Storage: Hashable, Sendable {
        case sqlite(file: String)
        /// libpq's connection parameters, without the password, which lies in libpq's own kind of file.
        case postgresql(connection: String, passfile: String?, connections: Int)
    }

    enum SMS: Hashable, Sendable {
        /// One JSON file a message in that folder; development only.
        case spool(folder: String)
        /// A JSON POST to that address, with the token of that file as bearer.
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
        /// Of each listener.
        let connections: ConnectionLimits
    }

    let mode: Mode
    let entityID: String
    let organization: Organization
    let publicListener: Listener
    let certificateListener: Listener?
    let certificateFiles: CertificateFiles
    /// How long a citizen may choose a certificate and type the card's PIN.
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
    /// How far in the past assertions begin to hold.
    let assertionBackdating: Duration
    /// Who assigns the identifiers of persons: a domain.
    let subjectIdentifierScope: String
    /// Which service is told what.
    let release: ReleasePolicy
    let loginLifetime: Duration
    let policy: AssurancePolicy
    let passwordHashers: Int
    /// The length and the characters of PINs.
    let pinFormat: PINFormat
    /// Pages elsewhere that tell how one registers, and what to do without the password.
    let help: BrokerSettings.Help
    /// Nil when each service asks anew.
    let sessions: SessionLimits?
    /// How long a service has to answer when it is told of a logout.
    let logoutTimeout: Duration
    let sms: SMS
    /// How many messages this broker sends in a minute, for strangers and for people it knows each.
    let messagesPerMinute: Int
    let limits: Limits
    let logLevel: String
    let logFormat: LogFormat
    /// What the broker starts with all the same.
    var warnings: [ConfigurationProblem] = []
}

/// The keys of a configuration. Any other key is reported as an error.
enum ConfigurationKey: String, CaseIterable {
    case mode
    case entityID = "entity-id"
    case organizationName = "organization.name"
    case organizationURL = "organization.url"
    case supportEmail = "organization.support-email"
    case technicalEmail = "organization.technical-email"
    case publicOrigin = "public.origin"
    case publicListen = "public.listen"
    case publicTLSCertificate = "public.tls-certificate"
    case publicTLSKey = "public.tls-key"
    case publicTrustedProxies = "public.trusted-proxies"
    case publicClientAddressHeader = "public.client-address-header"
    case publicProxyProtocol = "public.proxy-protocol"
    case certificateOrigin = "certificate.origin"
    case certificateListen = "certificate.listen"
    case certificateTLSCertificate = "certificate.tls-certificate"
    case certificateTLSKey = "certificate.tls-key"
    case certificateProxied = "certificate.proxied"
    case certificateTrustedProxies = "certificate.trusted-proxies"
    case certificateClientAddressHeader = "certificate.client-address-header"
    case certificateProxyProtocol = "certificate.proxy-protocol"
    case certificateHandshake = "certificate.handshake-minutes"
    case certificateAnchors = "certificate.anchors"
    case certificateIntermediates = "certificate.intermediates"
    case certificateRevocationLists = "certificate.revocation-lists"
    case administrationListen = "administration.listen"
    case administrationHosts = "administration.hosts"
    case storageEngine = "storage.engine"
    case storageFile = "storage.file"
    case storageConnection = "storage.connection"
    case storagePassfile = "storage.passfile"
    case storageConnections = "storage.connections"
    case signingKey = "keys.signing-key"
    case signingCertificate = "keys.signing-certificate"
    case masterKey = "keys.master-key"
    case metadataFolder = "metadata.folder"
    case metadataValidity = "metadata.validity-hours"
    case clockSkew = "saml.clock-skew-seconds"
    case assertionLifetime = "saml.assertion-lifetime-seconds"
    case assertionBackdating = "saml.assertion-backdating-seconds"
    case subjectIdentifierScope = "saml.subject-identifier-scope"
    case release
    case loginLifetime = "sign-in.lifetime-minutes"
    case methods = "sign-in.methods"
    case registrationHelp = "sign-in.registration-address"
    case forgottenPasswordHelp = "sign-in.forgotten-password-address"
    case logoutTimeout = "sign-in.logout-seconds-per-service"
    case sessionIdle = "sign-in.session-idle-minutes"
    case sessionMaximum = "sign-in.session-maximum-minutes"
    case passwordHashers = "sign-in.password-hashers"
    case pinLength = "sign-in.pin.length"
    case pinSymbols = "sign-in.pin.symbols"
    case assurancePIN = "assurance.pin"
    case assurancePassword = "assurance.password"
    case assurancePasswordAndCode = "assurance.password-and-code"
    case assuranceSoftwareCertificate = "assurance.software-certificate"
    case assuranceDeviceCertificate = "assurance.device-certificate"
    case smsGateway = "sms.gateway"
    case smsFolder = "sms.folder"
    case smsURL = "sms.url"
    case smsTokenFile = "sms.token-file"
    case smsPerMinute = "sms.maximum-per-minute"
    case limitFailuresPerHour = "limits.failures-per-address-and-hour"
    case limitFailuresPerDay = "limits.failures-per-address-and-day"
    case limitAlarm = "limits.alarm-wrong-proofs-per-minute"
    case limitLoginsPerMinute = "limits.logins-per-address-and-minute"
    case limitConnections = "limits.connections"
    case limitConnectionsPerAddress = "limits.connections-per-address"
    case limitConnectionsPerProxy = "limits.connections-per-proxy"
    case logLevel = "log.level"
    case logFormat = "log.format"

    /// The environment variable that overrides the value, such as `ALDABA_PUBLIC_ORIGIN`.
    var environmentVariable: String {
        "ALDABA_"
            + rawValue.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
    }

    /// The groups that contain the key in a file, such as `sign-in` and `sign-in.pin`.
    var groups: [String] {
        let names = rawValue.split(separator: ".")
        return (1..<max(1, names.count)).map { names.prefix($0).joined(separator: ".") }
    }

    /// Whether the value is a table or a list of tables. The environment cannot set it.
    var isTable: Bool {
        switch self {
        case .release, .assurancePIN, .assurancePassword, .assurancePasswordAndCode, .assuranceSoftwareCertificate,
            .assuranceDeviceCertificate:
            true
        default: false
        }
    }

    /// Returns the key that is most similar to an unknown one. Nil when none is similar.
    ///
    /// - Parameter spelling: The form of the keys: as in a file, or as environment variables.
    static func nearest(
        to misspelt: String, spelt spelling: (ConfigurationKey) -> String = \.rawValue
    ) -> ConfigurationKey? {
        let ranked = allCases.map { (key: $0, distance: editDistance(spelling($0), misspelt)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 3 else { return nil }
        return best.key
    }

    /// Returns the Levenshtein distance of two texts.
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let target = Array(right)
        var row = Array(0...target.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in target.indices {
                let substituted = diagonal + (character == target[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[target.count]
    }
}

import TestAgents

/// HAProxy or nginx in front of a broker, with the configuration of `examples/`.
struct RunningProxy: Sendable {
    enum Software: String, Sendable {
        case haproxy, nginx
    }

    let broker: RunningBroker
    let authorities: DevelopmentAuthorities
    private let process: LocalProcess
    private let state: TemporaryDirectory

    /// Starts a proxy and a broker with the settings of the example.
    ///
    /// - Parameter settings: Further settings of the broker.
    static func start(_ software: Software, _ settings: [String: String] = [:]) async throws -> RunningProxy {
        let (publicPort, certificatePort) = (FreePort.take(), FreePort.take())
        var settings = settings.merging([
            "ALDABA_PUBLIC_ORIGIN": "https://aldaba.localhost:\(publicPort)",
            "ALDABA_CERTIFICATE_ORIGIN": "https://certificado.aldaba.localhost:\(certificatePort)",
            "ALDABA_ENTITY_ID": "https://aldaba.localhost:\(publicPort)/saml/metadata",
            "ALDABA_PUBLIC_TRUSTED_PROXIES": "127.0.0.1",
            "ALDABA_CERTIFICATE_TRUSTED_PROXIES": "127.0.0.1", "ALDABA_CERTIFICATE_PROXY_PROTOCOL": "true",
        ]) { $1 }
        var leftOut: Set<String> = []
        if software == .haproxy {
            settings["ALDABA_PUBLIC_PROXY_PROTOCOL"] = "true"
            settings["ALDABA_CERTIFICATE_PROXIED"] = "true"
            leftOut = ["  tls-certificate: ca/server.pem", "  tls-key: ca/server.key"]
        } else {
            settings["ALDABA_PUBLIC_CLIENT_ADDRESS_HEADER"] = "X-Forwarded-For"
        }
        let broker = try await RunningBroker.start(settings, without: leftOut)
        let state = try TemporaryDirectory(software.rawValue)
        let authorities = try await DevelopmentAuthorities.shared
        let process = try LocalProcess(
            Repository.path + "/examples/\(software.rawValue)/run",
            [
                "--ca", authorities.path, "--state", state.path, "--public", "127.0.0.1:\(publicPort)",
                "--certificate", "127.0.0.1:\(certificatePort)", "--broker-public", broker.publicAddress,
                "--broker-certificate", broker.certificateAddress,
            ])
        try await process.ready(listeningOn: publicPort)
        try await process.ready(listeningOn: certificatePort)
        return RunningProxy(
            broker: broker, authorities: authorities, process: process, state: state)
    }

    /// The authority of the servers' certificates, to trust in a browser.
    var serverAuthority: String { authorities.serverAuthority }

    /// Returns a browser that trusts the proxy's certificates, with or without a client certificate.
    func agent(_ identity: TLSIdentity? = nil) -> HTTPAgent {
        HTTPAgent(trustedCertificates: serverAuthority, identity: identity)
    }
}

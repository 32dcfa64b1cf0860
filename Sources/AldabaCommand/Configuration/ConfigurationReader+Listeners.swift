import Foundation
import SAML
import Web
import XML

extension ConfigurationReader {
    mutating func publicListener() -> Configuration.Listener {
        let acceptsProxyHeader = isTrue(.publicProxyProtocol)
        let proxies = proxies(.publicTrustedProxies, .publicClientAddressHeader, acceptsProxyHeader)
        if proxies == nil, acceptsProxyHeader {
            report(.publicProxyProtocol, Self.withoutProxies("public.trusted-proxies"))
        }
        if proxies == nil, text(.publicClientAddressHeader) != nil {
            report(.publicClientAddressHeader, "is read only from trusted proxies: name them in public.trusted-proxies")
        }
        var listener = listener(
            .publicOrigin, .publicListen, tls: tls(.publicTLSCertificate, .publicTLSKey), behind: proxies)
        listener.acceptsProxyHeader = acceptsProxyHeader
        return listener
    }

    /// Reads the certificate listener.
    ///
    /// - Parameter citizens: The public listener. A proxied certificate listener must not share its host or address.
    mutating func certificateListener(beside citizens: Configuration.Listener) -> Configuration.Listener {
        let isProxied = isTrue(.certificateProxied)
        let acceptsProxyHeader = isTrue(.certificateProxyProtocol)
        let proxies = proxies(.certificateTrustedProxies, .certificateClientAddressHeader, acceptsProxyHeader)
        let tls = tls(.certificateTLSCertificate, .certificateTLSKey)
        var listener = listener(
            .certificateOrigin, .certificateListen, tls: tls, behind: isProxied || acceptsProxyHeader ? proxies : nil)
        listener.acceptsProxyHeader = acceptsProxyHeader
        listener.forwardsCertificates = isProxied
        if proxies == nil, acceptsProxyHeader {
            report(.certificateProxyProtocol, Self.withoutProxies("certificate.trusted-proxies"))
        }
        guard isProxied else {
            if tls == nil {
                report(
                    .certificateTLSCertificate,
                    "is required: this listener requests certificates from browsers and must terminate TLS itself, "
                        + "unless proxied: true is set")
            }
            if proxies != nil, !acceptsProxyHeader {
                report(
                    .certificateTrustedProxies,
                    "has no effect without proxied: true or proxy-protocol: true")
            }
            return listener
        }
        if proxies == nil {
            report(
                .certificateTrustedProxies,
                "is required with proxied: true: only the addresses named here may forward citizens' certificates")
        }
        refuseSharing(listener, with: citizens)
        return listener
    }

    private enum Answer: String, CaseIterable {
        case yes = "true"
        case no = "false"
    }

    private mutating func isTrue(_ key: ConfigurationKey) -> Bool {
        choice(key, default: Answer.no) == .yes
    }

    private static func withoutProxies(_ key: String) -> String {
        "has no effect without \(key): the PROXY protocol is read only from the proxies named there"
    }

    /// Reads the limits of connections of each listener.
    mutating func connectionLimits() -> ConnectionLimits {
        let maximum = number(.limitConnections, in: 64...1_000_000, default: ConnectionLimits.standard.maximum)
        let perAddress = number(
            .limitConnectionsPerAddress, in: 4...1_000_000, default: ConnectionLimits.standard.perAddress)
        let perProxy = number(.limitConnectionsPerProxy, in: 4...1_000_000, default: maximum)
        return ConnectionLimits(maximum: maximum, perAddress: perAddress, perProxy: min(perProxy, maximum))
    }

    private mutating func listener(
        _ origin: ConfigurationKey, _ listen: ConfigurationKey, tls: Configuration.TLSFiles?,
        behind proxies: TrustedProxies?
    ) -> Configuration.Listener {
        let origin = self.origin(origin)
        let (host, port) = address(listen)
        return Configuration.Listener(origin: origin, address: host, port: port, tls: tls, proxies: proxies)
    }

    private mutating func tls(
        _ certificate: ConfigurationKey, _ key: ConfigurationKey
    ) -> Configuration.TLSFiles? {
        guard text(certificate) != nil || text(key) != nil else { return nil }
        return Configuration.TLSFiles(certificate: readableFile(certificate), key: readableFile(key))
    }

    /// Reads the trusted proxies. Nil when none are named.
    private mutating func proxies(
        _ trusted: ConfigurationKey, _ header: ConfigurationKey, _ acceptsProxyHeader: Bool
    ) -> TrustedProxies? {
        let written = (list(trusted) ?? []).filter { !$0.isEmpty }
        guard !written.isEmpty else { return nil }
        let ranges = written.compactMap { range($0, of: trusted) }
        if text(header) == nil {
            guard !acceptsProxyHeader else { return TrustedProxies(ranges, source: nil) }
            report(
                header,
                "is required with trusted-proxies: Forwarded or X-Forwarded-For, the one that the proxies set: clients "
                    + "can forge the other")
        }
        return TrustedProxies(ranges, source: choice(header, default: .xForwardedFor))
    }

    private mutating func range(_ text: String, of key: ConfigurationKey) -> AddressRange? {
        do {
            return try AddressRange(text)
        } catch {
            switch error {
            case .unreadable:
                report(key, "expects addresses or networks, such as 192.0.2.7 or 10.1.0.0/16, not \(text)")
            case .everybody: report(key, "\(text) contains every address: name only the proxies")
            case .bitsBeyondPrefix:
                report(
                    key, "\(text) has bits after the prefix: write the address without a length, or the network")
            }
            return nil
        }
    }

    /// Refuses a proxied certificate listener with the host or address of the public listener: a client that reaches
    /// the public origin must not reach a listener that trusts certificates in headers.
    private mutating func refuseSharing(
        _ listener: Configuration.Listener, with citizens: Configuration.Listener
    ) {
        if let host = WebAddress(listener.origin)?.host, host == WebAddress(citizens.origin)?.host {
            report(
                .certificateOrigin,
                "must have another host than public.origin, \(citizens.origin), while the listener is proxied")
        }
        if listener.port != 0, listener.port == citizens.port, Self.overlap(listener.address, citizens.address) {
            report(
                .certificateListen,
                "must differ from public.listen while the listener is proxied: the proxy cannot distinguish them")
        }
    }

    /// Returns whether a connection can reach both: they are the same host, or one of them is an unspecified address.
    /// All loopback addresses count as one host, because a name may resolve to any of them.
    private static func overlap(_ one: String, _ other: String) -> Bool {
        guard let one = WebHost(ofSocket: one), let other = WebHost(ofSocket: other) else { return true }
        return one == other || one.isUnspecified || other.isUnspecified || namesLoopback(one, other)
            || namesLoopback(other, one)
    }

    private static func namesLoopback(_ name: WebHost, _ other: WebHost) -> Bool {
        if case .name = name { name.isLoopback && other.isLoopback } else { false }
    }

    mutating func administrationListener() -> Configuration.Listener {
        let (host, port) = address(.administrationListen, default: "127.0.0.1:8081")
        let isLoopback =
            switch WebHost(ofSocket: host) {
            // Any other name is resolved by a name server.
            case .name(let name): name == "localhost"
            case .version4(_)?, .version6(_)?: WebHost(ofSocket: host)?.isLoopback == true
            case nil: false
            }
        if !isLoopback {
            report(.administrationListen, "must be a loopback address such as 127.0.0.1, not \(host)")
        }
        return Configuration.Listener(origin: "", address: host, port: port, tls: nil, proxies: nil)
    }

    /// Reads an origin: scheme and host in lower case, a port unless it is the default of the scheme, and no path. URLs
    /// are built from it, and browsers compare it as a string.
    private mutating func origin(_ key: ConfigurationKey) -> String {
        let written = required(key)
        guard !written.isEmpty else { return "" }
        guard let address = WebAddress(written), written.isExactly(address.origin)
        else {
            report(key, "expects a scheme and a host without a path, such as https://acceso.example.es, not \(written)")
            return ""
        }
        return written
    }

    private mutating func address(
        _ key: ConfigurationKey, default standard: String? = nil
    ) -> (address: String, port: Int) {
        let written = standard == nil ? required(key) : text(key) ?? standard ?? ""
        guard !written.isEmpty else { return ("", 0) }
        guard let (host, port) = Authority.listener(written) else {
            report(key, "expects an address and a port, such as 127.0.0.1:8080, not \(written)")
            return ("", 0)
        }
        return (host, Int(port))
    }
}

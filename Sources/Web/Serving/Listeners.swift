package import Broker
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOSSL
import Pages
import SAML
import Secrets
package import ServiceLifecycle

/// Makes the program's listeners. Each is a service that runs until graceful shutdown, and lets open requests end.
package struct Listeners: Sendable {
    private let site: Site
    private let limits: ListenerLimits
    private let log: Logger

    package init(site: Site, limits: ListenerLimits = .standard, log: Logger) {
        self.site = site
        self.limits = limits
        self.log = log
    }

    /// The address of a listener, with its certificate when it terminates TLS itself, and its trusted proxies.
    package struct Address: Sendable {
        /// A name or address of this machine.
        package let host: String
        /// With 0 the system chooses the port and passes it to `ready`.
        package let port: Int
        /// Nil for plain http.
        package let tls: TLS?
        /// Nil where clients connect directly.
        package let proxies: TrustedProxies?
        /// Whether the proxies begin each connection with a PROXY header.
        package let acceptsProxyHeader: Bool
        /// Whether the proxies, instead of the certificate listener, ask browsers for certificates and forward them.
        /// False for proxies that forward the TLS octets.
        package let forwardsCertificates: Bool

        package init(
            host: String, port: Int, tls: TLS?, proxies: TrustedProxies? = nil, acceptsProxyHeader: Bool = false,
            forwardsCertificates: Bool = true
        ) {
            self.host = host
            self.port = port
            self.tls = tls
            self.proxies = proxies
            self.acceptsProxyHeader = proxies != nil && acceptsProxyHeader
            self.forwardsCertificates = proxies != nil && forwardsCertificates
        }
    }

    /// A certificate chain and its key, as PEM files.
    package struct TLS: Sendable {
        /// The server's certificate, followed by its issuers' certificates.
        package let certificateFile: String
        package let keyFile: String

        package init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }

        /// Reads the files as a listener does.
        ///
        /// - Throws: the TLS library's error.
        package func check() throws {
            _ = try NIOSSLContext(configuration: configuration())
        }

        /// The TLS configuration of a listener: TLS 1.2 and 1.3.
        fileprivate func configuration() throws -> TLSConfiguration {
            let chain = try NIOSSLCertificate.fromPEMFile(certificateFile).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            return configuration
        }
    }

    /// Makes the listener for citizens and service providers.
    ///
    /// - Parameter ready: called with the port when the listener is open.
    /// - Throws: NIOSSL's error for a certificate or key that cannot be read.
    package func publicListener(
        at address: Address, metadata: IdentityProviderMetadata, ready: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> any Service {
        let table = RouteTable()
        let connections = connections("public", address, limits.connections, limits.deadlines)
        let router = router(
            behind: address.proxies.map {
                ProxyMiddleware(proxies: $0, readsCertificate: false, connections: connections.table)
            }, table)
        FrontController(site: site, metadata: metadata).addRoutes(to: router)
        let arrivals = ArrivalLimit(perMinute: limits.loginsPerAddressAndMinute)
        SingleSignOnController(site: site, arrivals: arrivals).addRoutes(to: router)
        LoginController(site: site).addRoutes(to: router)
        ConsentController(site: site).addRoutes(to: router)
        SessionController(site: site).addRoutes(to: router)
        SingleLogoutController(site: site, arrivals: arrivals).addRoutes(to: router)
        LogoutController(site: site).addRoutes(to: router)
        PINController(site: site).addRoutes(to: router)
        PermanentKeyController(site: site).addRoutes(to: router)
        CertificateController(site: site).addRoutes(to: router)
        let server = server(connections, tls: try address.tls?.configuration(), answersOnEventLoop: true)
        return application(router, table, server, address, connections, ready)
    }

    /// Makes the certificate listener. It asks browsers for certificates, or has a proxy that does.
    ///
    /// - Throws: `ListenerError`; NIOSSL's error for a certificate or key that cannot be read.
    package func certificateListener(
        at address: Address, exchange: CertificateExchange, ready: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> any Service {
        let table = RouteTable()
        let isProxied = address.forwardsCertificates
        let connections = connections(
            "certificate", address, limits.connections, isProxied ? limits.deadlines : limits.certificateDeadlines)
        let router = router(
            behind: address.proxies.map {
                ProxyMiddleware(proxies: $0, readsCertificate: isProxied, connections: connections.table)
            }, table, first: ConnectionCloseMiddleware())
        CertificateOriginController(site: site, exchange: exchange).addRoutes(to: router)
        guard !isProxied else {
            let server = server(connections, tls: try address.tls?.configuration(), answersOnEventLoop: false)
            return application(router, table, server, address, connections, ready)
        }
        guard let tls = address.tls else { throw ListenerError.certificateListenerWithoutTLS }
        let configuration = try tls.configuration().askingForCertificates
        let server = HTTPServerBuilder { [http = self.http] responder in
            WatchedChannel(
                connections: connections, isTLS: true, answersOnEventLoop: false,
                base: CertificateChannel(
                    http: OctetReportingChannel(base: HTTP1Channel(responder: responder, configuration: http)),
                    configuration: configuration))
        }
        return application(router, table, server, address, connections, ready)
    }

    /// Makes the listener for the operator.
    ///
    /// - Parameter ready: called with the port when the listener is open.
    package func administrationListener(
        at address: Address, _ administration: Administration, ready: @escaping @Sendable (Int) -> Void = { _ in }
    ) -> any Service {
        let table = RouteTable()
        let router = router(behind: nil, table)
        router.add(middleware: HostCheck(hosts: Set(administration.hosts.compactMap { WebHost($0) })))
        AdministrationController(site: site, administration: administration).addRoutes(to: router)
        let connections = connections("administration", address, .administration, limits.deadlines)
        let server = server(connections, tls: nil, answersOnEventLoop: false)
        return application(router, table, server, address, connections, ready)
    }

    /// A header may have 96 KiB: a request by Redirect that contains certificates can need them. All headers together
    /// may have 128 KiB. The framework's idle timeout is off: ``ConnectionWatch`` has a deadline for each phase.
    private var http: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadline(limits.deadlines.request)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 96 * 1024, maxHeaderListSize: 128 * 1024, maxHeaderFieldCount: 100))
    }

    private func connections(
        _ name: String, _ address: Address, _ limits: ConnectionLimits, _ deadlines: ConnectionDeadlines
    ) -> ListenerConnections {
        ListenerConnections(
            limits: limits, deadlines: deadlines, behind: address.proxies,
            acceptsProxyHeader: address.acceptsProxyHeader,
            report: ConnectionReport(
                listener: name, measurements: site.measurements, log: log,
                pseudonym: { [keys = site.keys] in keys.pseudonym(of: $0) }), log: log)
    }

    /// Makes a server that terminates TLS when it has a configuration for it, and requests no certificate.
    ///
    /// - Parameter answersOnEventLoop: for routes that do no CPU-intensive work.
    private func server(
        _ connections: ListenerConnections, tls: TLSConfiguration?, answersOnEventLoop: Bool
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { [http = self.http] responder in
            let base = OctetReportingChannel(base: HTTP1Channel(responder: responder, configuration: http))
            guard let tls else {
                return WatchedChannel(
                    connections: connections, isTLS: false, answersOnEventLoop: answersOnEventLoop, base: base)
            }
            return WatchedChannel(
                connections: connections, isTLS: true, answersOnEventLoop: answersOnEventLoop,
                base: try TLSChannel(base, tlsConfiguration: tls))
        }
    }

    /// - Parameters:
    ///   - table: receives the routes from ``application(_:_:_:_:_:_:)`` once all are registered.
    ///   - first: the outermost middleware; it sees every response, error responses included.
    private func router(
        behind proxy: ProxyMiddleware?, _ table: RouteTable, first: ConnectionCloseMiddleware? = nil
    ) -> Router<RequestContext> {
        let router = Router(context: RequestContext.self)
        if let first { router.add(middleware: first) }
        router.add(middleware: HeadMiddleware())
        router.add(middleware: RequestLog(log: log))
        if let proxy { router.add(middleware: proxy) }
        router.add(middleware: RequestMeasurement(measurements: site.measurements))
        router.add(middleware: LanguageMiddleware(pages: site.pages))
        router.add(middleware: ErrorMiddleware(site: site))
        router.add(middleware: QueryLimit())
        router.add(middleware: MethodCheck(table: table))
        StaticController(resources: site.pages.staticResources).addRoutes(to: router)
        return router
    }

    private func application(
        _ router: Router<RequestContext>, _ table: RouteTable, _ server: HTTPServerBuilder, _ address: Address,
        _ connections: ListenerConnections, _ ready: @escaping @Sendable (Int) -> Void
    ) -> any Service {
        table.learn(router.routes)
        return Application(
            router: router, server: server,
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    connections.table.limits.maximum + ConnectionLimits.slack)),
            onServerRunning: { [log] channel in
                do {
                    try await connections.guardAccept(of: channel)
                } catch {
                    // The channel was closed at once. The framework ends the listener, which is reported.
                    log.error("listener: could not be set up and was closed", metadata: ["fault": "\(error)"])
                }
                ready(channel.localAddress?.port ?? address.port)
            }, logger: quietLog)
    }

    /// The framework's logger, without output: the caller logs that a listener is open, and requests have a logger of
    /// ours.
    private var quietLog: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        return quiet
    }
}

/// Why a listener cannot be made.
package enum ListenerError: Error, Hashable {
    case certificateListenerWithoutTLS
}

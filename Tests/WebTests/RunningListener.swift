import Broker
import Logging
import Pages
import Secrets
import ServiceLifecycle
import Telemetry
import TestBroker
import TestFederation
import Testing

@testable import Web

/// Runs a listener on a free port for the duration of a test.
enum RunningListener {
    /// - Parameter make: creates the service, which passes its port to the given closure.
    static func with<Result: Sendable>(
        _ world: BrokerWorld, limits: ListenerLimits,
        _ make: (Listeners, @escaping @Sendable (Int) -> Void) throws -> any Service,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let listeners = Listeners(
            site: Site(signIn: world.signIn, logouts: world.logouts, pages: try PageRenderer()), limits: limits,
            log: log)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let service = try make(listeners) { port.yield($0) }
        let services = ServiceGroup(services: [service], logger: log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            for await port in ports {
                let outcome: Swift.Result<Result, any Error>
                do { outcome = .success(try await body(port)) } catch { outcome = .failure(error) }
                // NIO aborts the process if a listener is cancelled after it accepts a connection and before it serves
                // it.
                await services.triggerGracefulShutdown()
                try await group.waitForAll()
                return try outcome.get()
            }
            throw CancellationError()
        }
    }

    static func administration(
        _ world: BrokerWorld, limits: ListenerLimits, _ body: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        try await with(world, limits: limits) { listeners, ready in
            listeners.administrationListener(
                at: .init(host: "127.0.0.1", port: 0, tls: nil),
                Administration(
                    hosts: ["127.0.0.1"], obstacle: { nil }, metrics: { world.metrics.text },
                    spool: nil), ready: ready)
        } _: {
            try await body($0)
        }
    }

    static func certificate<Result: Sendable>(
        _ world: BrokerWorld, behind proxies: TrustedProxies?, tls: Listeners.TLS? = nil,
        limits: ListenerLimits = .standard, acceptsProxyHeader: Bool = false, forwardsCertificates: Bool = true,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let exchange = try #require(CertificateExchange(world.signIn))
        return try await with(world, limits: limits) { listeners, ready in
            try listeners.certificateListener(
                at: .init(
                    host: "127.0.0.1", port: 0, tls: tls, proxies: proxies, acceptsProxyHeader: acceptsProxyHeader,
                    forwardsCertificates: forwardsCertificates),
                exchange: exchange, ready: ready)
        } _: {
            try await body($0)
        }
    }

    @discardableResult
    static func publicOne<Result: Sendable>(
        _ world: BrokerWorld, limits: ListenerLimits, behind proxies: TrustedProxies? = nil,
        acceptsProxyHeader: Bool = false,
        _ body: @escaping @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        let metadata = try IdentityProviderMetadata(
            settings: world.settings,
            organization: .init(name: "Aldaba", url: "", supportEmail: nil, technicalEmail: nil),
            key: world.recipe.signingKey.signing, validity: .seconds(3600), random: .system)
        return try await with(world, limits: limits) { listeners, ready in
            try listeners.publicListener(
                at: .init(
                    host: "127.0.0.1", port: 0, tls: nil, proxies: proxies, acceptsProxyHeader: acceptsProxyHeader),
                metadata: metadata, ready: ready)
        } _: {
            try await body($0)
        }
    }
}

import Foundation
import SAML
import Synchronization
import TestAgents
import TestFederation
import XML

/// The shared environment of the tests: a broker, its services, and certificates.
struct World: Sendable {
    /// The environment of the running test.
    @TaskLocal private static var started: World?

    static var current: World {
        guard let started else { preconditionFailure("the test is not in BrowserTests") }
        return started
    }

    let broker: RunningBroker
    /// The example service.
    let office: RunningExampleService
    /// Another example service, which redirects the browser through ``office`` after each sign-in.
    let onwardOffice: RunningExampleService
    /// A service without a server. It signs any request of a test.
    let paperService: TestServiceProvider
    /// A service whose logout endpoint is unreachable.
    let deadService: TestServiceProvider
    /// Services whose logout endpoints never answer, on a running server: one by HTTP-Redirect, one by HTTP-POST.
    let slowServices: [TestServiceProvider]
    private let slowServer: CannedServer
    /// Authorities that the broker trusts.
    let authorities: DevelopmentAuthorities
    /// The certificate of 00000014Z, which its authority has revoked.
    let revoked: BrowserOptions.ClientCertificate
    /// Other authorities with the same names, which the broker does not trust.
    let untrusted: DevelopmentAuthorities
    private let number = Counter()

    /// Starts the environment, runs the body, and stops it.
    static func during(_ body: () async throws -> Void) async throws {
        let authorities = try await DevelopmentAuthorities.shared
        let revoked = try await authorities.revokedCertificate(of: "00000014Z")
        async let untrusted = DevelopmentAuthorities()
        let broker = try await RunningBroker.start(["ALDABA_SIGN_IN_LOGOUT_SECONDS_PER_SERVICE": "2"])
        let slowServer = try await CannedServer(["slo": "200\nWait: 60\n\n", "acs": "200\n\n<h1>ACS</h1>"])
        async let office = RunningExampleService.start(at: broker)
        async let paperService = register(TestServiceProvider.at("http://papel.localhost:9"), at: broker)
        async let deadService = register(TestServiceProvider.at("http://muerta.localhost:9"), at: broker)
        async let slowService = register(
            TestServiceProvider.at(slowServer.url("", host: "lenta.localhost")), at: broker)
        async let slowFormService = register(
            TestServiceProvider.at(slowServer.url("", host: "parada.localhost"), logoutBy: .httpPOST), at: broker)
        let onward = try await office.origin
        let world = World(
            broker: broker, office: try await office,
            onwardOffice: try await RunningExampleService.start(at: broker, named: "sede", onward: onward),
            paperService: try await paperService, deadService: try await deadService,
            slowServices: try await [slowService, slowFormService], slowServer: slowServer, authorities: authorities,
            revoked: revoked,
            untrusted: try await untrusted)
        try await $started.withValue(world) { try await body() }
        try await world.onwardOffice.stop()
        try await world.office.stop()
        try await broker.stop()
    }

    /// Registers a new citizen with `RunningBroker.password`.
    func citizen(level: String = "advanced") async throws -> Citizen {
        let citizen = Citizen(number: number.next())
        try await broker.addCitizen(citizen.document, level: level, phone: citizen.phone)
        return citizen
    }

    /// Returns the options of a browser that trusts the servers here, with or without a client certificate.
    func options(_ certificate: BrowserOptions.ClientCertificate? = nil) -> BrowserOptions {
        BrowserOptions {
            $0.trustedCertificate = authorities.serverAuthority
            $0.clientCertificate = certificate
        }
    }

    private static func register(
        _ service: TestServiceProvider, at broker: RunningBroker
    ) async throws -> TestServiceProvider {
        let folder = try TemporaryDirectory("paper")
        let metadata = String(decoding: try XMLWriter.canonical(service.descriptor.xml).bytes, as: UTF8.self)
        try await broker.register(metadataFile: try folder.write(metadata, to: "metadata.xml"))
        return service
    }

    private final class Counter: Sendable {
        private let value = Mutex(20_000_000)
        func next() -> Int {
            value.withLock {
                $0 += 1; return $0
            }
        }
    }
}

extension TestServiceProvider {
    /// Returns a service at an origin, of which only metadata exists.
    fileprivate static func at(_ origin: String, logoutBy binding: Binding = .httpRedirect) -> TestServiceProvider {
        var service = TestServiceProvider()
        service.entityID = EntityID(rawValue: origin + "/metadata")
        service.location = origin + "/acs"
        service.singleLogoutServices = [Endpoint(binding: binding, location: origin + "/slo")]
        return service
    }
}

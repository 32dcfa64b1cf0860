import TestAgents
import Testing

/// Third-party services that are registered at the shared broker. Each has a separate host name, so browsers treat them
/// as different sites.
struct ForeignServices: Sendable {
    /// The services of the running test.
    @TaskLocal private static var started: ForeignServices?

    static var current: ForeignServices {
        guard let started else { preconditionFailure("the test is not in ForeignServiceTests") }
        return started
    }

    /// The software with sessions and logout.
    static let software: [ForeignServiceProvider.Software] = [.mellon, .pysaml2, .simpleSAMLphp]

    /// mellon is first: it starts no login for a person who is signed in, without regard to the session at the broker.
    let all: [ForeignServiceProvider]

    subscript(_ software: ForeignServiceProvider.Software) -> ForeignServiceProvider {
        guard let service = all.first(where: { $0.software == software }) else {
            preconditionFailure("\(software) is not started")
        }
        return service
    }

    /// Returns all other services.
    func others(than service: ForeignServiceProvider) -> [ForeignServiceProvider] {
        all.filter { $0.entityID != service.entityID }
    }

    /// Starts the services, runs the body, and stops them.
    static func during(_ body: () async throws -> Void) async throws {
        let broker = World.current.broker
        async let mellon = ForeignServiceProvider.start(.mellon, at: broker)
        async let pysaml2 = ForeignServiceProvider.start(.pysaml2, at: broker)
        async let simpleSAMLphp = ForeignServiceProvider.start(.simpleSAMLphp, at: broker)
        let all = try await [mellon, pysaml2, simpleSAMLphp]
        try await $started.withValue(ForeignServices(all: all)) { try await body() }
        for service in all { try await service.stop() }
    }
}

/// Starts the services before the first test of a suite and stops them after the last.
struct ForeignServicesTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await ForeignServices.during(function)
    }
}

extension Trait where Self == ForeignServicesTrait {
    static var foreignServices: ForeignServicesTrait { ForeignServicesTrait() }
}

extension BrowserTests {
    /// Tests of third-party services and one browser that visits them.
    @Suite(.foreignServices) enum ForeignServiceTests {}
}

import TestAgents
import Testing

/// Services that others wrote, all known to the world's broker. Each has a host's name of its own: to a browser they are
/// as far from each other as services of different authorities.
struct ForeignServices: Sendable {
    /// Those of the test that runs.
    @TaskLocal private static var started: ForeignServices?

    static var current: ForeignServices {
        guard let started else { preconditionFailure("the test is not in ForeignServiceTests") }
        return started
    }

    /// The software with a session of its own, and a way to end it.
    static let software: [ForeignServiceProvider.Software] = [.mellon, .pysaml2, .simpleSAMLphp]

    /// mellon first: it asks for nobody's name whom it knows already, whatever has become of the session at the broker.
    let all: [ForeignServiceProvider]

    subscript(_ software: ForeignServiceProvider.Software) -> ForeignServiceProvider {
        guard let service = all.first(where: { $0.software == software }) else {
            preconditionFailure("\(software) is not started")
        }
        return service
    }

    /// Every service but that one.
    func others(than service: ForeignServiceProvider) -> [ForeignServiceProvider] {
        all.filter { $0.entityID != service.entityID }
    }

    /// Starts them, lets the body run among them, and stops them.
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
    /// Services that others wrote, and one browser that goes to all of them.
    @Suite(.foreignServices) enum ForeignServiceTests {}
}

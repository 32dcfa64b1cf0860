import Testing

/// Starts the shared environment before the first test of a suite and stops it after the last.
struct WorldTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await World.during(function)
    }
}

extension Trait where Self == WorldTrait {
    static var world: WorldTrait { WorldTrait() }
}

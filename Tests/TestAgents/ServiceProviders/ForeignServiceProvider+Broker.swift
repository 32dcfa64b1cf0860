extension ForeignServiceProvider {
    /// Starts it with the metadata that a broker publishes, and registers it there.
    ///
    /// - Parameter level: what it asks for in each login (comparison `minimum`).
    /// - Throws: `ProcessEnded` when one of them does not start or refuses the other; `NotInstalled`.
    package static func start(
        _ software: Software, at broker: RunningBroker, level: String = levelLow
    ) async throws -> ForeignServiceProvider {
        let service = try await start(software, identityProviderMetadata: try await broker.metadata, level: level)
        try await broker.register(metadataFile: try await service.metadataFile())
        return service
    }
}

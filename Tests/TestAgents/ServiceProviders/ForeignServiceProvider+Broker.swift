extension ForeignServiceProvider {
    /// Starts it with the metadata that a broker publishes, and registers it there.
    ///
    /// - Parameters:
    ///   - level: what it asks for in each login (comparison `minimum`).
    ///   - name: its host's name, under `localhost`; the software's own without.
    /// - Throws: `ProcessEnded` when one of them does not start or refuses the other; `NotInstalled`.
    package static func start(
        _ software: Software, at broker: RunningBroker, level: String = levelLow, named name: String? = nil
    ) async throws -> ForeignServiceProvider {
        let service = try await start(
            software, identityProviderMetadata: try await broker.metadata, level: level, named: name)
        try await broker.register(metadataFile: try await service.metadataFile())
        return service
    }
}

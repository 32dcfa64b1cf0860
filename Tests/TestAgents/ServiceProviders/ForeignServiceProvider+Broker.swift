extension ForeignServiceProvider {
    /// Starts a service with the metadata of a broker, and registers it there.
    ///
    /// - Parameters:
    ///   - level: The level that each login requests (comparison `minimum`).
    ///   - name: The host name, under `localhost`. Nil for the name of the software.
    /// - Throws: `ProcessEnded` when the service does not start or the broker refuses it; `NotInstalled`.
    package static func start(
        _ software: Software, at broker: RunningBroker, level: String = levelLow, named name: String? = nil
    ) async throws -> ForeignServiceProvider {
        let service = try await start(
            software, identityProviderMetadata: try await broker.metadata, level: level, named: name)
        try await broker.register(metadataFile: try await service.metadataFile())
        return service
    }
}

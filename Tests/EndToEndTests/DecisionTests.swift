import Foundation
import TestAgents
import Testing

/// Tests of an operator's decisions about a service while the broker runs.
@Suite(.startsProcesses) struct DecisionTests {
    @Test func `a level set with --decisions is kept, also with new metadata, until it is removed`() async throws {
        let broker = try await RunningBroker.start()
        let service = try await ForeignServiceProvider.start(
            .python3SAML, identityProviderMetadata: try await broker.metadata)
        let metadata = try await service.metadataFile()
        let folder = try TemporaryDirectory("decisions")
        let high = try folder.write("minimum-level: high\n", to: "high.yaml")

        try await succeed(broker.aldaba("metadata", "add", metadata, "--decisions", high))
        try await expect(["certificate"], of: service, at: broker)
        try await broker.register(metadataFile: metadata)
        try await expect(["certificate"], of: service, at: broker)
        try await succeed(broker.aldaba("metadata", "decide", service.entityID, "--none"))
        try await expect(["certificate", "permanent-key", "pin"], of: service, at: broker)
    }

    /// Expects that logins of the service are offered these methods, within two seconds.
    private func expect(
        _ methods: [String], of service: ForeignServiceProvider, at broker: RunningBroker
    ) async throws {
        try await eventually("\(methods) to be offered", within: .seconds(2)) {
            let agent = HTTPAgent()
            let address = try await service.beginLogin(with: agent)
            let page = try await agent.visit(address.absoluteString)
            let offered = page.page.forms.compactMap { $0["method"] }.sorted()
            return offered == methods ? true : nil
        }
    }

    private func succeed(_ result: (status: Int32, output: String)) throws {
        #expect(result.status == 0, "\(result.output)")
    }
}

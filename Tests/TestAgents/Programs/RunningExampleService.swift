import Foundation

/// The example service of `examples/service-provider`, started for a test and registered with a broker.
package final class RunningExampleService: Sendable {
    package let origin: String
    /// The broker, which runs at least as long as the service.
    package let broker: RunningBroker
    private let directory: TemporaryDirectory
    private let process: LocalProcess

    /// Starts the service and waits until it is ready.
    ///
    /// - Parameters:
    ///   - name: The host name, under `localhost`.
    ///   - onward: Another origin, through which it redirects the browser after each sign-in.
    package static func start(
        at broker: RunningBroker, named name: String = "oficina", onward: String? = nil
    ) async throws -> RunningExampleService {
        let directory = try TemporaryDirectory("service")
        let program = try Repository.program("ExampleServiceProvider")
        let port = FreePort.take()
        let origin = "http://\(name).localhost:\(port)"
        try await Command.require(program, ["prepare", "--origin", origin, "--directory", directory.path])
        try await broker.register(metadataFile: directory.path("metadata.xml"))
        let process = try LocalProcess(
            program,
            [
                "serve", "--origin", origin, "--listen", "127.0.0.1:\(port)", "--idp-metadata",
                broker.publicOrigin + "/saml/metadata", "--key", directory.path("key.pem"),
                "--certificate", directory.path("certificate.pem"),
            ] + (onward.map { ["--onward", $0] } ?? []))
        try await process.ready { try await HTTPAgent().get(origin + "/health").status == 200 }
        return RunningExampleService(origin: origin, broker: broker, directory: directory, process: process)
    }

    private init(
        origin: String, broker: RunningBroker, directory: TemporaryDirectory, process: LocalProcess
    ) {
        self.origin = origin
        self.broker = broker
        self.directory = directory
        self.process = process
    }

    /// The log of the service.
    package var log: String { process.output }

    package func stop() async throws { try await process.stop() }
}

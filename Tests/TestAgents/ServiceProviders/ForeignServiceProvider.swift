package import Foundation

/// A third-party service provider on this machine with a new key: the programs of `examples/`.
///
///     let service = try await ForeignServiceProvider.start(.pysaml2, identityProviderMetadata: metadata)
///     // register service.metadata with the identity provider
///     let atIdentityProvider = try await service.beginLogin(with: agent)
///     // … sign in; post the form with the Response …
///     let outcome = try await service.outcome(of: response, for: agent)
package final class ForeignServiceProvider: Sendable {
    package enum Software: String, Sendable, CaseIterable {
        case pysaml2
        case python3SAML = "python3-saml"
        case mellon
        case simpleSAMLphp = "simplesamlphp"
    }

    package let software: Software
    /// The URL for browsers, without a slash at the end. The entityID is this URL with `/metadata`.
    package let url: String
    /// The minimum level that it requests.
    package let level: String
    private let directory: TemporaryDirectory
    private let process: LocalProcess

    package static let levelLow = "http://eidas.europa.eu/LoA/low"

    /// Starts a service and waits until it answers.
    ///
    /// - Parameters:
    ///   - identityProviderMetadata: The published document.
    ///   - level: The level that each login requests (comparison `minimum`).
    ///   - name: The host name, under `localhost`. Nil for the name of the software.
    /// - Throws: `ProcessEnded` with the program's output when it does not start; `NotInstalled`.
    package static func start(
        _ software: Software, identityProviderMetadata: [UInt8], level: String = levelLow, named name: String? = nil
    ) async throws -> ForeignServiceProvider {
        let directory = try TemporaryDirectory(software.rawValue)
        let metadata = directory.path("identity-provider.xml")
        try Data(identityProviderMetadata).write(to: URL(fileURLWithPath: metadata))
        let port = FreePort.take()
        let host = name ?? software.rawValue.filter(\.isLetter)
        let url = "http://\(host).localhost:\(port)"
        let process = try await start(software, url: url, metadata: metadata, level: level, in: directory)
        try await process.ready(listeningOn: port, within: .seconds(60))
        return ForeignServiceProvider(
            software: software, url: url, level: level, directory: directory, process: process)
    }

    private init(
        software: Software, url: String, level: String, directory: TemporaryDirectory, process: LocalProcess
    ) {
        self.software = software
        self.url = url
        self.level = level
        self.directory = directory
        self.process = process
    }

    package var entityID: String { url + "/metadata" }

    /// The published metadata.
    package var metadata: [UInt8] {
        get async throws { try await HTTPAgent().get(entityID).body }
    }

    /// Writes the metadata to a file and returns its path.
    package func metadataFile() async throws -> String {
        let path = directory.path("service-metadata.xml")
        try Data(try await metadata).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// Starts a login and stops before the identity provider. Returns the URL of the redirect.
    package func beginLogin(with agent: HTTPAgent) async throws -> URL {
        let response = try await leave(by: loginAddress(), with: agent)
        guard let location = response.location, Origin(location) != (try origin) else {
            throw Refused(status: response.status, text: response.text)
        }
        return location
    }

    /// Starts a login by HTTP-POST and stops before the identity provider. Returns the form that the browser would
    /// submit. mellon sends it when the identity provider's metadata has no HTTP-Redirect.
    package func beginLoginByPost(with agent: HTTPAgent) async throws -> PageForm {
        let response = try await leave(by: loginAddress(["binding": "post"]), with: agent)
        guard let form = try? response.page.form(with: "SAMLRequest") else {
            throw Refused(status: response.status, text: response.text)
        }
        return form
    }

    /// Requests a URL and follows redirects within the service.
    private func leave(by address: String, with agent: HTTPAgent) async throws -> HTTPResponse {
        let home = try origin
        return try await agent.follow(try await agent.get(address)) { Origin($0) != home }
    }

    /// Returns the result of an answer, from the response to the POST at the AssertionConsumerService.
    package func outcome(of response: HTTPResponse, for agent: HTTPAgent) async throws -> Outcome {
        let shown = try await agent.follow(response)
        return try Outcome(shown)
    }

    /// The log of the service.
    package var log: String {
        process.output + ((try? String(contentsOfFile: directory.path("error.log"), encoding: .utf8)) ?? "")
    }

    package func stop() async throws { try await process.stop() }

    private var origin: Origin {
        get throws {
            guard let url = URL(string: url) else { throw PageError.badAddress(url) }
            return Origin(url)
        }
    }

    private static func start(
        _ software: Software, url: String, metadata: String, level: String, in directory: TemporaryDirectory
    ) async throws -> LocalProcess {
        switch software {
        case .pysaml2, .python3SAML:
            let python = Repository.path + "/.build-python/bin/python"
            guard FileManager.default.fileExists(atPath: python) else { throw NotInstalled(what: python) }
            try await Command.require(
                "openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", "30",
                    "-subj", "/CN=\(software.rawValue)", "-keyout", directory.path("key.pem"),
                    "-out", directory.path("certificate.pem"),
                ])
            return try LocalProcess(
                python,
                [
                    "\(Repository.path)/examples/python/\(software.rawValue)/service.py", "--url", url,
                    "--idp-metadata", metadata, "--key", directory.path("key.pem"),
                    "--certificate", directory.path("certificate.pem"),
                ])
        case .mellon, .simpleSAMLphp:
            return try LocalProcess(
                Repository.path + "/examples/\(software.rawValue)/run",
                ["--url", url, "--idp-metadata", metadata, "--state", directory.path, "--level", level])
        }
    }

    /// The libraries are not installed.
    package struct NotInstalled: Error, CustomStringConvertible {
        package let what: String
        package var description: String { "\(what) is missing: run scripts/install-dependencies test" }
    }

    /// The service did not send the browser to the identity provider.
    package struct Refused: Error {
        package let status: Int
        package let text: String
    }
}

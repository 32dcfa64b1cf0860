import ArgumentParser
import Foundation
import Hummingbird
import Logging
import SAML

/// Runs the office until SIGTERM or SIGINT.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Run the office.")

    @OptionGroup var identity: IdentityOptions

    @Option(help: "The address and port to listen on.")
    var listen = "127.0.0.1:8090"

    @Option(help: "The identity provider's metadata: a file, or an http or https address.")
    var idpMetadata: String

    @Option(
        name: .customLong("idp-fingerprint"),
        help: """
            Trust only this signing certificate of the identity provider: its SHA-256 fingerprint in hexadecimal. \
            May be repeated. Required when the metadata comes over plain http from another machine.
            """)
    var fingerprints: [String] = []

    @Option(help: "The time to wait for the identity provider's metadata at the start, in seconds.")
    var idpPatience = 30

    @Option(help: "The service's private key, PEM.")
    var key: String

    @Option(help: "The certificate of the key, PEM.")
    var certificate: String

    @Option(help: "After each sign-in, redirect the browser through this other origin (to test redirects).")
    var onward: String?

    func run() async throws {
        try await Failure.reported {
            LoggingSystem.bootstrap(StreamLogHandler.standardError)
            let (host, port) = try Self.address(listen)
            let origin = try identity.checkedOrigin()
            let signingKey = try Files.signingKey(key: key, certificate: certificate)
            let source = try MetadataSource(
                idpMetadata, pinnedTo: fingerprints.map(MetadataSource.normalised(fingerprint:)))
            let logger = Logger(label: "oficina")
            let provider = try await source.loaded(within: .seconds(max(0, idpPatience)), logger: logger)
            let office = Office(
                settings: OfficeSettings(
                    origin: origin, entityID: identity.entityID(of: origin), key: signingKey,
                    onward: try onward.map { try IdentityOptions.checked($0, option: "--onward") }),
                metadata: try OwnMetadata(origin: origin, entityID: identity.entityID(of: origin), key: signingKey),
                identityProvider: CurrentIdentityProvider(provider), logger: logger)
            var application = Application(
                router: office.router(),
                configuration: ApplicationConfiguration(
                    address: .hostname(host, port: port), serverName: nil),
                onServerRunning: { _ in logger.info("\(origin) is open, at \(host):\(port)") }, logger: logger)
            application.addServices(MetadataRefresh(source: source, current: office.identityProvider, logger: logger))
            do {
                try await application.runService()
            } catch {
                throw Failure("cannot listen on \(listen): \(error) (is the port in use?)")
            }
        }
    }

    private static func address(_ text: String) throws -> (String, Int) {
        guard let address = Authority(text), let port = address.port else {
            throw Failure("--listen «\(text)» is not an address: write it as 127.0.0.1:8090")
        }
        return (address.host.socketText, Int(port))
    }
}

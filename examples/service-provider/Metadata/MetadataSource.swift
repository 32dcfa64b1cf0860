import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import SAML

/// The location of the identity provider's metadata, and the reason to trust it.
///
/// An attacker who can change this document can sign in as any person, so its source must be trusted. There are three
/// ways: a file that an administrator has checked; https from the provider; or any source, with the fingerprint of the
/// provider's signing certificate as a pin. The administrator gets the fingerprint over a second channel, such as by
/// telephone or on paper. A pin is the strongest: the document and each answer must be signed with that key. Plain http
/// without a pin is accepted only from loopback.
struct MetadataSource: Sendable {
    enum Place: Hashable, Sendable {
        case file(String)
        case address(String, host: String)
    }

    private static let maximumBytes = 4_194_304

    let place: Place
    let pins: Set<String>

    init(_ text: String, pinnedTo pins: [String]) throws {
        self.pins = Set(pins)
        guard ["http://", "https://"].contains(where: text.lowercased().hasPrefix) else {
            place = .file(text)
            return
        }
        guard let address = WebAddress(text) else {
            throw Failure("--idp-metadata «\(text)» has no host, or an ambiguous one")
        }
        guard address.isSecure || !pins.isEmpty || address.host.isLoopback else {
            throw Failure(
                "\(text) is not protected against changes: use https, a file, or pin the certificate with "
                    + "--idp-fingerprint"
            )
        }
        place = .address(text, host: address.host.text)
    }

    /// Returns a fingerprint in lowercase hexadecimal. Accepts colons, spaces and capitals, as other programs print
    /// them.
    static func normalised(fingerprint: String) throws -> String {
        let digits = fingerprint.lowercased().filter { $0 != ":" && $0 != " " }
        guard digits.utf8.count == 64, digits.allSatisfy(\.isHexDigit) else {
            throw Failure("--idp-fingerprint «\(fingerprint)» is not a SHA-256 fingerprint of 64 hexadecimal digits")
        }
        return digits
    }

    /// Reads the metadata. Retries while the provider cannot be reached, because it may also be starting.
    func loaded(within timeout: Duration, logger: Logger) async throws -> IdentityProvider {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: timeout)
        while true {
            do {
                return try await load(logger: logger)
            } catch let unreachable as Unreachable {
                guard clock.now < deadline else { throw Failure(unreachable.description) }
                try await Task.sleep(for: .milliseconds(300))
            }
        }
    }

    /// Reads the metadata once.
    func load(logger: Logger) async throws -> IdentityProvider {
        let document =
            switch place {
            case .file(let path): try Files.read(path)
            case .address(let address, let host): try await Self.fetch(address, host: host)
            }
        let provider = try IdentityProvider(metadata: document, pinnedTo: pins, at: Date())
        for warning in provider.warnings { logger.warning("metadata of \(provider.entityID): \(warning)") }
        return provider
    }

    private struct Unreachable: Error, CustomStringConvertible {
        let description: String
    }

    private static func fetch(_ address: String, host: String) async throws -> [UInt8] {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        // RFC 6761 §6.3: names below localhost are this machine. Browsers implement this, many resolvers do not.
        if host.hasSuffix(".localhost") { configuration.dnsOverride = [host: "127.0.0.1"] }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<[UInt8], any Error>
        do {
            outcome = .success(try await download(address, with: client))
        } catch let unreachable as Unreachable {
            outcome = .failure(unreachable)
        } catch {
            outcome = .failure(Unreachable(description: "\(address) cannot be read: \(error)"))
        }
        try? await client.shutdown()
        return try outcome.get()
    }

    /// Downloads within five seconds, including the body: the client's own timeout ends with the head of the response.
    private static func download(_ address: String, with client: HTTPClient) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                let response = try await client.execute(HTTPClientRequest(url: address), timeout: .seconds(5))
                guard response.status == .ok else {
                    throw Unreachable(description: "\(address) answers \(response.status.code) instead of metadata")
                }
                return Array(buffer: try await response.body.collect(upTo: maximumBytes))
            }
            group.addTask {
                try await Task.sleep(for: .seconds(5))
                throw Unreachable(description: "\(address) does not answer within 5 seconds")
            }
            defer { group.cancelAll() }
            guard let document = try await group.next() else { throw CancellationError() }
            return document
        }
    }
}

import Broker
import Federation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOSSL
import Octets
import Pages

/// One request as the routes see it: the client's address, the language of the response, and the reference that page
/// and log share.
package struct RequestContext: Hummingbird.RequestContext {
    /// The framework's own part: its logger, and the parameters of the path.
    package var coreContext: CoreRequestContextStorage

    /// The connection. It has the address and the certificate of its other end.
    let channel: any Channel

    private let madeReference = RequestReference()

    /// The language of the response, set by the language middleware before any route runs. Nil for the default
    /// language.
    var language: Language?

    /// The address of a GET or HEAD request; nil for other methods. Set by the language middleware.
    var shown: URI?

    /// The client's address as a trusted proxy reports it, if any. Set by the proxy middleware before any route runs.
    var forwardedAddress: String?

    /// The source of the browser's certificate. Set by the proxy middleware.
    var shownCertificate = ShownCertificate.inHandshake

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Ten characters that the citizen can read out. They are in the log and on every page that reports an error.
    package var reference: String { madeReference.text }

    /// A logger whose lines carry the reference and, under a login's address, the login. Either finds all lines of one
    /// journey. It is made when first used.
    package var log: Logger {
        var log = logger
        log[metadataKey: "reference"] = .stringConvertible(madeReference)
        // Text in the address that cannot be a login identifier is not copied into the log.
        if let login = parameters.get("login").flatMap(LoginID.init(rawValue:)) {
            log[metadataKey: "login"] = .string(login.rawValue)
        }
        return log
    }

    /// The code of the response's language.
    var languageCode: String { language?.code ?? FallbackLanguages.first }

    /// The path of the matched route and the query, without the choice of a language.
    ///
    /// Nil for a request other than GET or HEAD, for one that matched no route, and for a path and query longer than a
    /// page repeats.
    var target: String? {
        guard let shown else { return nil }
        let query = shown.query ?? ""
        let length = shown.path.utf8.count + query.utf8.count
        guard length <= QueryText.maximumRepeatedBytes,
            let path = RoutePath.path(of: endpointPath, value: { parameters.get($0) })
        else { return nil }
        let kept = query.split(separator: "&").filter { !$0.hasPrefix("lang=") }
        return kept.isEmpty ? path : "\(path)?\(kept.joined(separator: "&"))"
    }

    /// How the browser's certificate reaches the listener.
    enum ShownCertificate: Sendable {
        /// The listener terminates TLS itself.
        case inHandshake
        /// The certificate that the proxy forwards, or why it cannot be read.
        case byProxy(Result<[UInt8]?, ClientCertificateField.Failure>)
    }

    /// The client's address, without a port: as a trusted proxy reports it, else that of the connection's other end.
    /// Empty for a connection without an address.
    package var clientAddress: String {
        forwardedAddress ?? connectionAddress
    }

    /// The client's network, as limits count it.
    var client: ClientNetwork { ClientNetwork(of: clientAddress) }

    /// The widest network of the client that limits count: for shares of a queue that all clients use.
    var widestNetwork: ClientNetwork { ClientNetwork(widestOf: clientAddress) }

    /// The address of the connection's other end, without its port; empty for a connection without an address.
    var connectionAddress: String {
        channel.remoteAddress?.ipAddress ?? ""
    }

    /// Returns the certificate that the browser presented in the TLS handshake with this listener or with the proxy, as
    /// DER; nil for none.
    ///
    /// - Throws: `ClientCertificateField.Failure`.
    func clientCertificate() async throws -> [UInt8]? {
        switch shownCertificate {
        case .inHandshake: try await channel.nioSSL_peerCertificate().get()?.toDERBytes()
        case .byProxy(let certificate): try certificate.get()
        }
    }
}

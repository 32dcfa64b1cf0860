import Broker
import Federation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOSSL
import Pages

/// One request as the routes see it: where it came from, in which language to answer, and the reference under which
/// page and log speak of it.
package struct RequestContext: Hummingbird.RequestContext {
    /// What the framework keeps of the request: its logger, and the parameters of its path.
    package var coreContext: CoreRequestContextStorage

    /// The connection, for the address and the certificate of whoever is at the other end.
    let channel: any Channel

    private let madeReference = RequestReference()

    /// The language to answer in; decided by the language middleware before any route runs. Nil for the first that
    /// pages have.
    var language: Language?

    /// The address of a GET or HEAD; nil for what is none. Set by the language middleware.
    var shown: URI?

    /// For whom a trusted proxy comes, where it says so; decided by the proxy middleware before any route runs.
    var forwardedAddress: String?

    /// Who asked the browser for a certificate; decided by the proxy middleware, too.
    var shownCertificate = ShownCertificate.inHandshake

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Ten characters that the citizen can read out: they stand in the log and on every page that tells of an error.
    package var reference: String { madeReference.text }

    /// Writes lines that carry the reference and, under a login's address, the login: with either, all that was written
    /// of one journey is found. It is made when there is something to write.
    package var log: Logger {
        var log = logger
        log[metadataKey: "reference"] = .stringConvertible(madeReference)
        // What is in the address and can be no login is not copied into the log.
        if let login = parameters.get("login").flatMap(LoginID.init(rawValue:)) {
            log[metadataKey: "login"] = .string(login.rawValue)
        }
        return log
    }

    /// The code of the language to answer in.
    var languageCode: String { language?.code ?? "es" }

    /// What was asked for, without the choice of a language: the path of the matched route, and the query as it came;
    /// nil for what is no GET or HEAD, where no route matched, and where path and query are longer than what a page
    /// repeats.
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

    /// How a browser's certificate comes to us.
    enum ShownCertificate: Sendable {
        /// The listener ends TLS itself.
        case inHandshake
        /// What the proxy hands on, or why it cannot be read.
        case byProxy(Result<[UInt8]?, ClientCertificateField.Failure>)
    }

    /// The client's address, without a port: what a trusted proxy says, else that at the other end of the connection;
    /// empty for a connection that has none.
    package var clientAddress: String {
        forwardedAddress ?? connectionAddress
    }

    /// The client's address as limits count it.
    var client: ClientNetwork { ClientNetwork(of: clientAddress) }

    /// The widest network of the client that limits count: for shares of a queue that all clients use.
    var widestNetwork: ClientNetwork { ClientNetwork(widestOf: clientAddress) }

    /// The address at the other end of the connection, without its port; empty for a connection that has none.
    var connectionAddress: String {
        channel.remoteAddress?.ipAddress ?? ""
    }

    /// The certificate that the browser showed in the handshake of this very connection, or of that which the proxy
    /// took over, as DER; nil for none.
    ///
    /// - Throws: `ClientCertificateField.Failure`.
    func clientCertificate() async throws -> [UInt8]? {
        switch shownCertificate {
        case .inHandshake: try await channel.nioSSL_peerCertificate().get()?.toDERBytes()
        case .byProxy(let certificate): try certificate.get()
        }
    }
}

import Broker
package import Hummingbird
import Logging
import NIOCore
import NIOSSL

/// One request as the routes see it: where it came from, in which language to answer, and the reference under which
/// page and log speak of it.
package struct RequestContext: Hummingbird.RequestContext {
    /// What the framework keeps of the request: its logger, and the parameters of its path.
    package var coreContext: CoreRequestContextStorage

    /// The connection, for the address and the certificate of whoever is at the other end.
    let channel: any Channel

    /// Ten characters that the citizen can read out: they stand in the log and on every page that tells of an error.
    package let reference: String

    /// The code of the language to answer in; decided by the language middleware before any route runs.
    var languageCode = "es"

    /// What was asked for, without the choice of a language: the path of the matched route, and the query as it came;
    /// nil for what is no GET or HEAD, and where no route matched. Decided by the language middleware.
    var target: String?

    /// For whom a trusted proxy comes, where it says so; decided by the proxy middleware before any route runs.
    var forwardedAddress: String?

    /// Who asked the browser for a certificate; decided by the proxy middleware, too.
    var shownCertificate = ShownCertificate.inHandshake

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        reference = Self.newReference()
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

    /// 32 letters and digits that are not mistaken for each other.
    private static let referenceAlphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)

    private static func newReference() -> String {
        var bits = UInt64.random(in: .min ... .max)
        return String(unsafeUninitializedCapacity: 10) { characters in
            for index in 0..<10 {
                characters.initializeElement(at: index, to: referenceAlphabet[Int(bits & 31)])
                bits >>= 5
            }
            return 10
        }
    }
}

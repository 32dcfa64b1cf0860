package import Hummingbird
import Logging
import NIOCore
import NIOSSL

/// One request as the routes see it: where it came from, in which language to answer, and the reference under which
/// page and log speak of it.
package struct Visit: RequestContext {
    /// What the framework keeps of the request: its logger, and the parameters of its path.
    package var coreContext: CoreRequestContextStorage

    /// The connection, for the address and the certificate of whoever is at the other end.
    let channel: any Channel

    /// Ten characters that the citizen can read out: they stand in the log and on every page that tells of an error.
    package let reference: String

    /// The code of the language to answer in; decided by the language middleware before any route runs.
    var languageCode = "es"

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        reference = Self.newReference()
    }

    /// The address at the other end of the connection, without its port; empty for a connection that has none.
    package var clientAddress: String {
        channel.remoteAddress?.ipAddress ?? ""
    }

    /// The certificate that the browser showed in the handshake of this very connection, as DER; nil for none.
    func clientCertificate() async throws -> [UInt8]? {
        try await channel.nioSSL_peerCertificate().get()?.toDERBytes()
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

import AsyncHTTPClient
package import Broker
import NIOCore
import NIOHTTP1
import NIOSSL

/// Speaks to the servers of services over HTTP: a SOAP exchange, or the question whether anybody is there.
///
/// It follows no redirect and reads no more than a message may weigh. Certificates are those that the machine trusts.
/// - SeeAlso: SAML Bindings 2.0 §3.2.3.
package struct HTTPBackChannel: Sendable {
    private let timeout: TimeAmount

    /// - Parameter timeout: how long a service may take, connection included.
    package init(timeout: Duration) {
        self.timeout = .seconds(timeout.components.seconds)
    }

    package var line: BackChannel {
        BackChannel(
            exchange: { address, envelope in try await exchange(address, envelope) },
            isAnswered: { address in await isAnswered(address) })
    }

    /// Why there was no answer, beside what `HTTPExchange.Failure` names.
    package enum Failure: Error, Hashable, Sendable {
        /// The server answered with that status, which carries no answer of the service.
        case status(UInt)
    }

    private func exchange(_ address: String, _ envelope: [UInt8]) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: BackChannel.contentType)
        request.headers.add(name: "SOAPAction", value: "\"http://www.oasis-open.org/committees/security\"")
        request.body = .bytes(ByteBuffer(bytes: envelope))
        let exchange = HTTPExchange(
            deadline: .nanoseconds(timeout.nanoseconds), maximumBytes: BackChannel.maximumBytes)
        let answer = try await exchange.perform(request)
        guard answer.status == 200 else { throw Failure.status(answer.status) }
        return try answer.body.get()
    }

    /// Any answer counts, and so does a certificate that this machine does not trust: the browser may.
    private func isAnswered(_ address: String) async -> Bool {
        var request = HTTPClientRequest(url: address)
        request.method = .HEAD
        do {
            // The browser waits meanwhile, and has looked itself for as long.
            _ = try await HTTPClient.withoutRedirects.execute(request, timeout: .nanoseconds(timeout.nanoseconds / 2))
            return true
        } catch let error as HTTPClientError {
            return ![.connectTimeout, .deadlineExceeded, .readTimeout, .remoteConnectionClosed].contains(error)
        } catch {
            return error is NIOSSLError || error is NIOSSLExtraError
        }
    }
}

import AsyncHTTPClient
package import Broker
import NIOCore
import NIOHTTP1
import NIOSSL

/// A back channel to the servers of services over HTTP: SOAP exchanges, and checks whether a server answers.
///
/// Follows no redirects, and limits the size of a response. Trusts the certificates that the machine trusts.
/// - SeeAlso: SAML Bindings 2.0 §3.2.3.
package struct HTTPBackChannel: Sendable {
    private let timeout: TimeAmount

    /// - Parameter timeout: The time limit of an exchange, including the connection.
    package init(timeout: Duration) {
        self.timeout = .seconds(timeout.components.seconds)
    }

    package var line: BackChannel {
        BackChannel(
            exchange: { address, envelope in try await exchange(address, envelope) },
            isAnswered: { address in await isAnswered(address) })
    }

    /// The reason why an exchange failed, in addition to `HTTPExchange.Failure`.
    package enum Failure: Error, Hashable, Sendable {
        /// The HTTP status is not 200, so the body is not a SOAP response.
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

    /// Returns true for any response, and for a certificate that this machine does not trust: the browser may trust it.
    private func isAnswered(_ address: String) async -> Bool {
        var request = HTTPClientRequest(url: address)
        request.method = .HEAD
        do {
            // Half of the time limit: the browser is waiting, and has tried the address for as long before.
            _ = try await HTTPClient.withoutRedirects.execute(request, timeout: .nanoseconds(timeout.nanoseconds / 2))
            return true
        } catch let error as HTTPClientError {
            return ![.connectTimeout, .deadlineExceeded, .readTimeout, .remoteConnectionClosed].contains(error)
        } catch {
            return error is NIOSSLError || error is NIOSSLExtraError
        }
    }
}

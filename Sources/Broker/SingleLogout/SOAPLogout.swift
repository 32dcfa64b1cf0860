import Federation
import Logging
import SAML
import Telemetry
import XML

/// A logout that a service's server requests. It is answered in the same HTTP exchange.
///
/// - SeeAlso: SAML Bindings 2.0 §3.2.
package struct SOAPLogout: Sendable {
    private let logouts: Logouts

    package init(_ logouts: Logouts) {
        self.logouts = logouts
    }

    /// The response to the server.
    package struct Reply: Sendable {
        /// A SOAP envelope, UTF-8.
        package let envelope: [UInt8]
        /// Whether the envelope is a fault: then the HTTP status is 500, otherwise 200. Bindings §3.2.3.3.
        package let isFault: Bool
        /// The time after which the server may send the same envelope again: then the HTTP status is 503.
        package let retryAfter: Duration?

        fileprivate init(_ envelope: CanonicalElement, isFault: Bool, retryAfter: Duration? = nil) {
            self.envelope = envelope.bytes
            self.isFault = isFault
            self.retryAfter = retryAfter
        }
    }

    /// Processes an envelope.
    ///
    /// - Parameters:
    ///   - octets: The body of the POST; nil when it exceeds the maximum size of a message.
    ///   - client: The network of the server that posts it.
    /// - Returns: Nil when the service wants no answer.
    /// - Throws: A fault of storage, or of signing.
    package func receive(_ octets: [UInt8]?, from client: ClientNetwork) async throws -> Reply? {
        do {
            let received = try await read(octets, from: client)
            guard
                case .answer(.soap(let envelope)) = try await SingleLogout(logouts).receive(received, from: client)
            else { return nil }
            return Reply(envelope, isFault: false)
        } catch let rejection as Rejection {
            logouts.measurements.count(.rejections, rejection.code)
            logouts.log.notice("logout: rejected", metadata: ["code": "\(rejection.code)"])
            let sentence = "\(rejection.code): \(logouts.settings.publicOrigin)/errors/\(rejection.code)"
            if case .verificationQueueFull(let wait) = rejection {
                return Reply(try SOAPBinding.fault(.server, sentence), isFault: true, retryAfter: wait)
            }
            return Reply(try SOAPBinding.fault(.client, sentence), isFault: true)
        }
    }

    private func read(
        _ octets: [UInt8]?, from client: ClientNetwork
    ) async throws(Rejection) -> Received<LogoutRequest> {
        guard let octets else { throw .unreadable(.tooLarge(maximumBytes: SOAPBinding.maximumBytes)) }
        return try await logouts.entities.verifications.read(octets.count, for: .client(client)) {
            () throws(BindingFailure) in
            try SOAPBinding.receive(LogoutRequest.self, envelope: octets)
        }
    }
}

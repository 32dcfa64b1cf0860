import Federation
import Logging
import SAML
import Telemetry
import XML

/// A logout that a service's server asks for, and that is answered in the same HTTP exchange.
///
/// - SeeAlso: SAML Bindings 2.0 §3.2.
package struct SOAPLogout: Sendable {
    private let broker: Broker

    package init(_ broker: Broker) {
        self.broker = broker
    }

    /// What goes back.
    package struct Reply: Sendable {
        /// A SOAP envelope, UTF-8.
        package let envelope: [UInt8]
        /// Whether it is a fault: then the HTTP status is 500, else 200. Bindings §3.2.3.3.
        package let isFault: Bool
    }

    /// Acts on an envelope.
    ///
    /// - Parameter octets: the body of the POST; nil when it was larger than a message may be.
    /// - Returns: nil when the service wants no answer.
    /// - Throws: a fault of storage, or of signing.
    package func receive(_ octets: [UInt8]?) async throws -> Reply? {
        do {
            let received = try read(octets)
            guard case .answer(.soap(let envelope)) = try await SingleLogout(broker).receive(received) else {
                return nil
            }
            return Reply(envelope: envelope.bytes, isFault: false)
        } catch let rejection as Rejection {
            broker.measurements.count(.rejections, rejection.code)
            broker.log.notice("logout: rejected", metadata: ["code": "\(rejection.code)"])
            let sentence = "\(rejection.code): \(broker.settings.publicOrigin)/errors/\(rejection.code)"
            return Reply(envelope: try SOAPBinding.fault(.client, sentence).bytes, isFault: true)
        }
    }

    private func read(_ octets: [UInt8]?) throws(Rejection) -> Received<LogoutRequest> {
        guard let octets else { throw .unreadable(.tooLarge(maximumBytes: SOAPBinding.maximumBytes)) }
        do throws(BindingFailure) {
            return try SOAPBinding.receive(LogoutRequest.self, envelope: octets)
        } catch {
            throw .unreadable(error)
        }
    }
}

package import Federation
package import SAML
import Secrets

/// Runs work with a predicted duration above one millisecond on its own thread, with a bounded queue.
///
/// Ordinary messages take a tenth of a millisecond and are verified on the calling thread. Slow messages would block
/// one of the few threads that serve all clients. Each party has a share of the queue, so that one address cannot fill
/// it alone.
/// - SeeAlso: <doc:SlowMessagesWait>.
package final class VerificationLane: Sendable {
    /// The amount of work above which a message is slow, in units of about a nanosecond.
    package static let slowWork = 1_000_000

    /// The time after which a refused client may try again. The whole queue takes a fraction of a second.
    package static let retryAfter = Duration.seconds(2)

    /// The sender of a message. Each party has a share of the queue.
    package enum Party: Hashable, Sendable {
        /// A client that sends a message to the broker, for itself or for a service.
        case client(ClientNetwork)
        /// A service whose server answers a request of the broker.
        case service(EntityID)

        fileprivate var text: String {
            switch self {
            case .client(let network): "client \(network.text)"
            case .service(let entityID): "service \(entityID.rawValue)"
            }
        }
    }

    private let lanes: WorkLanes

    /// - Parameters:
    ///   - maximumWaiting: The maximum number of waiting work items, in addition to the running one.
    ///   - maximumPerParty: The maximum number of running and waiting work items of one party.
    package init(maximumWaiting: Int = 16, maximumPerParty: Int = 2) {
        lanes = WorkLanes(lanes: 1, maximumWaiting: maximumWaiting, share: maximumPerParty)
    }

    /// Runs the work: on the calling thread if it is quick, otherwise in the lane.
    ///
    /// - Parameter work: The predicted work.
    /// - Throws: `Rejection.verificationQueueFull` at once when the queue, or the party's share of it, is full; the
    ///   errors of the work.
    package func run<Value: Sendable>(
        predicted work: Int, for party: Party,
        _ verify: @escaping @Sendable () throws(Rejection) -> Value
    ) async throws(Rejection) -> Value {
        guard work > Self.slowWork else { return try verify() }
        let outcome: Result<Value, Rejection>
        do throws(Overloaded) {
            outcome = try await lanes.run(for: .unknown(party.text)) { Result(catching: verify) }
        } catch {
            throw .verificationQueueFull(retryAfter: Self.retryAfter)
        }
        return try outcome.get()
    }

    /// Reads a message: on the calling thread if it is small, otherwise in the lane.
    ///
    /// - Parameter octets: The maximum size of the document.
    /// - Throws: `Rejection.unreadable`; `Rejection.verificationQueueFull`.
    package func read<Message: SAMLMessage>(
        _ octets: Int, for party: Party,
        _ receive: @escaping @Sendable () throws(BindingFailure) -> Received<Message>
    ) async throws(Rejection) -> Received<Message> {
        try await run(predicted: Self.workPerOctet * octets, for: party) { () throws(Rejection) in
            do throws(BindingFailure) { return try receive() } catch { throw .unreadable(error) }
        }
    }

    /// The maximum work to parse one octet, measured on a document with the maximum number of elements and attributes.
    private static let workPerOctet = 32
}

package import Federation
package import SAML
import Secrets

/// Runs what is predicted to take longer than a millisecond on a thread of its own, with a bounded queue before it.
///
/// Ordinary messages take a tenth of that and are verified where they arrive. The others would hold one of the few
/// threads that serve everybody. Each party has a share of the queue, so that one address cannot fill it alone.
/// - SeeAlso: <doc:SlowMessagesWait>.
package final class VerificationLane: Sendable {
    /// Work from which a message is slow, in units of about a nanosecond.
    package static let slowWork = 1_000_000

    /// When a client that was refused may come again: the whole queue takes a fraction of a second.
    package static let retryAfter = Duration.seconds(2)

    /// Who brings a message. Each has a share of the queue.
    package enum Party: Hashable, Sendable {
        /// A client that sends us a request, or brings one of a service.
        case client(ClientNetwork)
        /// A service whose server answers a request of ours.
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
    ///   - maximumWaiting: how many pieces of work wait at most, beside the one that runs.
    ///   - maximumPerParty: how many of one party run or wait at most.
    package init(maximumWaiting: Int = 16, maximumPerParty: Int = 2) {
        lanes = WorkLanes(lanes: 1, maximumWaiting: maximumWaiting, share: maximumPerParty)
    }

    /// Does the work: here if it is quick, else in the lane.
    ///
    /// - Parameter work: the predicted work.
    /// - Throws: `Rejection.verificationQueueFull` at once when the queue, or the party's share of it, is full; what
    ///   the work throws.
    package func run<Value: Sendable>(
        predicted work: Int, for party: Party,
        _ verify: @escaping @Sendable () throws(Rejection) -> Value
    ) async throws(Rejection) -> Value {
        guard work > Self.slowWork else { return try verify() }
        let outcome: Result<Value, Rejection>
        do throws(Overloaded) {
            outcome = try await lanes.run(for: .stranger(party.text)) { Result(catching: verify) }
        } catch {
            throw .verificationQueueFull(retryAfter: Self.retryAfter)
        }
        return try outcome.get()
    }

    /// Reads a message: here if it is small, else in the lane.
    ///
    /// - Parameter octets: those of the document at most.
    /// - Throws: `Rejection.unreadable`; `Rejection.verificationQueueFull`.
    package func read<Message: SAMLMessage>(
        _ octets: Int, for party: Party,
        _ receive: @escaping @Sendable () throws(BindingFailure) -> Received<Message>
    ) async throws(Rejection) -> Received<Message> {
        try await run(predicted: Self.workPerOctet * octets, for: party) { () throws(Rejection) in
            do throws(BindingFailure) { return try receive() } catch { throw .unreadable(error) }
        }
    }

    /// What it takes at most to parse an octet: of a document that has as many elements and attributes as a message
    /// may.
    private static let workPerOctet = 32
}

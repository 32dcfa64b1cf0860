import Foundation
import SAML

/// The requests without an answer yet, by ID.
actor PendingRequests {
    private var requests: ExpiringValues<PendingRequest>

    init(capacity: Int = 10_000) {
        requests = ExpiringValues(capacity: capacity)
    }

    /// Stores a request. Removes the oldest when there are too many.
    func insert(_ request: PendingRequest, until end: Date, now: Date) {
        requests.makeRoom(now: now)
        _ = requests.insert(request, under: request.id.rawValue, until: end, now: now)
    }

    /// Returns a request without consuming it: the answer is not fully checked yet, and a forged one must not consume
    /// it.
    func request(_ id: MessageID?, now: Date) -> PendingRequest? {
        id.flatMap { requests.value(under: $0.rawValue, now: now) }
    }

    /// Removes and returns a request. Of two concurrent answers, one gets nil.
    func take(_ id: MessageID, now: Date) -> PendingRequest? {
        requests.take(id.rawValue, now: now)
    }
}

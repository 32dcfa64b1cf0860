import Foundation
import SAML

/// The requests that were sent and not answered yet, by their IDs.
actor PendingRequests {
    private var requests: ExpiringValues<PendingRequest>

    init(capacity: Int = 10_000) {
        requests = ExpiringValues(capacity: capacity)
    }

    /// Remembers a request; when there are too many, the oldest is given up.
    func insert(_ request: PendingRequest, until end: Date, now: Date) {
        requests.makeRoom(now: now)
        _ = requests.insert(request, under: request.id.rawValue, until: end, now: now)
    }

    /// The request, which stays: nothing has been verified yet, and a forged answer must not use it up.
    func request(_ id: MessageID?, now: Date) -> PendingRequest? {
        id.flatMap { requests.value(under: $0.rawValue, now: now) }
    }

    /// The request, for the last time. Of two answers that come at once, one gets nil.
    func take(_ id: MessageID, now: Date) -> PendingRequest? {
        requests.take(id.rawValue, now: now)
    }
}

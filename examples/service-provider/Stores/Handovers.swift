import Foundation

/// The outcomes between the POST of the answer and the browser's next request, each under a one-time ticket.
actor Handovers {
    /// The outcome of a POST, with its request.
    struct Handover: Sendable {
        let request: PendingRequest
        let outcome: Outcome
    }

    private static let life: TimeInterval = 60
    private var handovers: ExpiringValues<Handover>

    init(capacity: Int = 10_000) {
        handovers = ExpiringValues(capacity: capacity)
    }

    /// Stores an outcome, and returns its ticket.
    func insert(_ outcome: Outcome, of request: PendingRequest, now: Date) -> String {
        let ticket = Random.token()
        handovers.makeRoom(now: now)
        _ = handovers.insert(
            Handover(request: request, outcome: outcome), under: ticket, until: now.addingTimeInterval(Self.life),
            now: now)
        return ticket
    }

    /// Returns the outcome, if a cookie of this browser has the secret of the request. Consumes the ticket in any case.
    func take(_ ticket: String, now: Date, secret: (PendingRequest) -> String?) -> Handover? {
        guard let handover = handovers.take(ticket, now: now), let secret = secret(handover.request),
            Random.areEqual(secret, handover.request.browserSecret)
        else { return nil }
        return handover
    }
}
